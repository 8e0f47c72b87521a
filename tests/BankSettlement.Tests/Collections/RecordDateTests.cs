namespace SupplyFinance.BankSettlement.Tests;

public sealed class RecordDateTests
{
    [Theory]
    [InlineData("2026-06-30", "2026-06-26")] // Tuesday → Friday
    [InlineData("2026-06-29", "2026-06-25")] // Monday → Thursday
    [InlineData("2026-07-03", "2026-07-01")] // Friday → Wednesday
    [InlineData("2026-06-22", "2026-06-17")] // over Dragon Boat, 19 to 21 June
    [InlineData("2026-10-12", "2026-10-09")] // Saturday the 10th is made up for National Day
    public void It_lies_two_business_days_before_the_due_date(string due, string record) =>
        Assert.Equal(DateOnly.Parse(record, null), RecordDate.Of(DateOnly.Parse(due, null), "CNY"));

    [Fact]
    public void A_currency_that_is_paid_elsewhere_does_not_rest_on_chinas_holidays() =>
        Assert.Equal(new DateOnly(2026, 6, 18), RecordDate.Of(new DateOnly(2026, 6, 22), "EUR"));
}
