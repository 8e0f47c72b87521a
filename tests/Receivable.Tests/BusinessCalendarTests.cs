using FsCheck.Xunit;

namespace SupplyFinance.Receivables.Tests;

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
        Assert.Equal(Make.Day(rolled), BusinessCalendar.China.Roll(Make.Day(due)));

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
        Assert.True(BusinessCalendar.China.IsBusinessDay(Make.Day(day)));
        Assert.False(BusinessCalendar.WeekendsOnly.IsBusinessDay(Make.Day(day)));
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
        Assert.Equal(Make.Day(rolled), BusinessCalendar.China.Roll(Make.Day(due)));

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

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
