using System.Globalization;
using FsCheck.Xunit;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Platform.Tests.Money;

public sealed class BusinessCalendarTests
{
    [Theory]
    [InlineData("2026-06-19", "2026-06-22")]
    [InlineData("2026-02-15", "2026-02-24")]
    [InlineData("2026-09-25", "2026-09-28")]
    [InlineData("2026-10-01", "2026-10-08")]
    [InlineData("2025-10-01", "2025-10-09")]
    [InlineData("2024-02-10", "2024-02-18")]
    [InlineData("2024-06-08", "2024-06-11")]
    [InlineData("2026-03-04", "2026-03-04")]
    public void A_due_date_on_a_holiday_rolls_to_the_next_day_banks_work(string due, string rolled) =>
        Assert.Equal(Day(rolled), BusinessCalendar.China.Roll(Day(due)));

    [Theory]
    [InlineData("2026-02-14")]
    [InlineData("2026-02-28")]
    [InlineData("2026-05-09")]
    [InlineData("2026-09-20")]
    [InlineData("2026-10-10")]
    [InlineData("2026-01-04")]
    [InlineData("2025-01-26")]
    [InlineData("2024-09-14")]
    public void A_make_up_weekend_is_a_business_day_in_china_and_nowhere_else(string day)
    {
        Assert.True(BusinessCalendar.China.IsBusinessDay(Day(day)));
        Assert.False(BusinessCalendar.WeekendsOnly.IsBusinessDay(Day(day)));
    }

    // Days off less days made up are the statutory days: 11 until 2024, 13 since the revision of November 2024.
    [Theory]
    [InlineData(2024, 19, 8, 11)]
    [InlineData(2025, 18, 5, 13)]
    [InlineData(2026, 19, 6, 13)]
    public void Each_published_year_has_the_days_of_its_notice(int year, int weekdaysOff, int weekendsOn, int statutory)
    {
        var days = Enumerable.Range(0, 366).Select(i => new DateOnly(year, 1, 1).AddDays(i)).Where(x => x.Year == year)
            .ToList();

        Assert.Equal(weekdaysOff, days.Count(x => !IsWeekend(x) && !BusinessCalendar.China.IsBusinessDay(x)));
        Assert.Equal(weekendsOn, days.Count(x => IsWeekend(x) && BusinessCalendar.China.IsBusinessDay(x)));
        Assert.Equal(statutory, weekdaysOff - weekendsOn);
    }

    [Theory]
    [InlineData("2031-10-01", "2031-10-06")]
    [InlineData("2027-05-01", "2027-05-03")]
    public void A_year_without_a_notice_knows_weekends_and_fixed_days(string due, string rolled) =>
        Assert.Equal(Day(rolled), BusinessCalendar.China.Roll(Day(due)));

    [Fact]
    public void Other_currencies_know_weekends_only()
    {
        Assert.Equal(new DateOnly(2026, 10, 1), BusinessCalendar.For("EUR").Roll(new DateOnly(2026, 10, 1)));
        Assert.Equal(new DateOnly(2026, 10, 5), BusinessCalendar.For("EUR").Roll(new DateOnly(2026, 10, 3)));
        Assert.Equal("CN", BusinessCalendar.For("CNY").Name);
    }

    [Property]
    public bool Rolling_never_goes_back_and_lands_on_a_business_day_within_ten_days(ushort offset)
    {
        var day = new DateOnly(2023, 1, 1).AddDays(offset % 3650);
        var rolled = BusinessCalendar.China.Roll(day);
        return rolled >= day && rolled <= day.AddDays(10) && BusinessCalendar.China.IsBusinessDay(rolled)
            && BusinessCalendar.China.Roll(rolled) == rolled;
    }

    [Theory]
    [InlineData("2026-06-18", "2026-06-22")] // over Dragon Boat and its weekend
    [InlineData("2026-02-13", "2026-02-14")] // a make-up Saturday
    [InlineData("2026-02-14", "2026-02-24")] // over Spring Festival
    [InlineData("2026-03-04", "2026-03-05")]
    public void The_next_business_day_is_never_the_day_itself(string day, string next) =>
        Assert.Equal(Day(next), BusinessCalendar.China.Next(Day(day)));

    [Theory]
    [InlineData("2026-06-22", 2, "2026-06-17")] // 19 to 21 June is Dragon Boat
    [InlineData("2026-02-24", 2, "2026-02-13")] // the Saturday before Spring Festival is worked
    [InlineData("2026-06-21", 1, "2026-06-18")]
    [InlineData("2026-06-21", 0, "2026-06-21")]
    public void Business_days_are_counted_back_over_holidays(string day, int days, string before) =>
        Assert.Equal(Day(before), BusinessCalendar.China.Before(Day(day), days));

    [Property]
    public bool As_many_business_days_lie_between_a_day_and_the_day_so_many_before_it(ushort offset, byte count)
    {
        var day = new DateOnly(2023, 1, 1).AddDays(offset % 3650);
        var before = BusinessCalendar.China.Before(day, count % 30);
        return Enumerable.Range(0, day.DayNumber - before.DayNumber)
            .Count(i => BusinessCalendar.China.IsBusinessDay(before.AddDays(i))) == count % 30;
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
