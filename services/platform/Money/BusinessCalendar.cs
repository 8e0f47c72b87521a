using System.Globalization;

namespace SupplyFinance.Platform.Money;

/// <summary>Which days banks work. China's is kept from the State Council's yearly notices, make-up working weekends
/// included; every other currency's knows weekends only. A due date on a day banks rest rolls forward to the next day
/// they work; a record date and a promised payment are counted in days they work.</summary>
public sealed class BusinessCalendar
{
    /// <summary>Saturdays and Sundays rest.</summary>
    public static readonly BusinessCalendar WeekendsOnly = new("weekends", [], [], [], []);

    /// <summary>The State Council's notices 国办发明电〔2023〕7号 (2024), 国办发明电〔2024〕12号 (2025) and that of 4 November 2025
    /// (2026). A year whose notice is not out yet knows weekends and the statutory days with a fixed date
    /// (全国年节及纪念日放假办法).</summary>
    public static readonly BusinessCalendar China = new(
        "CN",
        [2024, 2025, 2026],
        [
            .. Days(2024, "01-01", "02-10..02-17", "04-04..04-06", "05-01..05-05", "06-10", "09-15..09-17",
                "10-01..10-07"),
            .. Days(2025, "01-01", "01-28..02-04", "04-04..04-06", "05-01..05-05", "05-31..06-02", "10-01..10-08"),
            .. Days(2026, "01-01..01-03", "02-15..02-23", "04-04..04-06", "05-01..05-05", "06-19..06-21",
                "09-25..09-27", "10-01..10-07"),
        ],
        [
            .. Days(2024, "02-04", "02-18", "04-07", "04-28", "05-11", "09-14", "09-29", "10-12"),
            .. Days(2025, "01-26", "02-08", "04-27", "09-28", "10-11"),
            .. Days(2026, "01-04", "02-14", "02-28", "05-09", "09-20", "10-10"),
        ],
        [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)]);

    private readonly HashSet<int> _published;
    private readonly HashSet<DateOnly> _rest;
    private readonly HashSet<DateOnly> _makeUp;
    private readonly HashSet<(int Month, int Day)> _everyYear;

    private BusinessCalendar(
        string name, IEnumerable<int> published, IEnumerable<DateOnly> rest, IEnumerable<DateOnly> makeUp,
        IEnumerable<(int Month, int Day)> everyYear)
    {
        Name = name;
        _published = [.. published];
        _rest = [.. rest];
        _makeUp = [.. makeUp];
        _everyYear = [.. everyYear];
    }

    /// <summary><c>CN</c> or <c>weekends</c>, shown beside every date rolled by it.</summary>
    public string Name { get; }

    /// <summary>The calendar of the place where a currency is paid: the one place that says which belongs to
    /// which.</summary>
    public static BusinessCalendar For(string currency) => currency == "CNY" ? China : WeekendsOnly;

    public bool IsBusinessDay(DateOnly day)
    {
        if (_makeUp.Contains(day)) return true;
        if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) return false;
        return _published.Contains(day.Year) ? !_rest.Contains(day) : !_everyYear.Contains((day.Month, day.Day));
    }

    /// <summary>The day itself if banks work, else the next day they do ("following").</summary>
    public DateOnly Roll(DateOnly day)
    {
        while (!IsBusinessDay(day)) day = day.AddDays(1);
        return day;
    }

    /// <summary>The first day after this one on which banks work.</summary>
    public DateOnly Next(DateOnly day) => Roll(day.AddDays(1));

    /// <summary>The day that lies so many business days before another.</summary>
    public DateOnly Before(DateOnly day, int businessDays)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(businessDays);
        for (var left = businessDays; left > 0;)
        {
            day = day.AddDays(-1);
            if (IsBusinessDay(day)) left--;
        }

        return day;
    }

    private static IEnumerable<DateOnly> Days(int year, params string[] spans)
    {
        foreach (var span in spans)
        {
            var ends = span.Split("..");
            var last = Day(ends[^1]);
            for (var day = Day(ends[0]); day <= last; day = day.AddDays(1)) yield return day;
        }

        DateOnly Day(string monthAndDay) =>
            DateOnly.ParseExact($"{year}-{monthAndDay}", "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
