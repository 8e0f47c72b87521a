namespace SupplyFinance.BankSettlement.Tests;

public sealed class RecordDateTests
{
    [Theory]
    [InlineData("2026-06-30", "2026-06-26")] // Tuesday → Friday
    [InlineData("2026-06-29", "2026-06-25")] // Monday → Thursday
    [InlineData("2026-07-03", "2026-07-01")] // Friday → Wednesday
    public void It_lies_two_business_days_before_the_due_date(string due, string record) =>
        Assert.Equal(DateOnly.Parse(record, null), RecordDate.Of(DateOnly.Parse(due, null)));
}
