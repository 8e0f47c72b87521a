namespace SupplyFinance.Receivables.Tests;

public sealed class TenorPolicyTests
{
    private static readonly DateOnly Issued = new(2026, 3, 2);

    [Theory]
    [InlineData("CNY", "2026-09-02", false, false)]
    [InlineData("CNY", "2026-09-03", true, false)]
    [InlineData("CNY", "2027-03-02", true, false)]
    [InlineData("CNY", "2027-03-03", true, true)]
    [InlineData("EUR", "2027-03-02", false, false)]
    [InlineData("EUR", "2027-03-03", false, true)]
    public void Six_months_in_principle_and_never_over_a_year(string currency, string due, bool needsReason, bool over)
    {
        var policy = TenorPolicy.For(currency, Issued);

        Assert.Equal((needsReason, over),
            (policy.NeedsReason(Issued, Make.Day(due)), policy.IsOver(Issued, Make.Day(due))));
    }

    [Theory]
    [InlineData("CNY", "2025-06-14", "default-1")]
    [InlineData("CNY", "2025-06-15", "CNY-77-2025")]
    [InlineData("DKK", "2026-01-01", "default-1")]
    public void A_policy_binds_certificates_from_its_day_on(string currency, string issued, string name) =>
        Assert.Equal(name, TenorPolicy.For(currency, Make.Day(issued)).Name);

    [Fact]
    public void A_year_from_the_end_of_february_ends_with_february() =>
        Assert.False(TenorPolicy.For("CNY", new DateOnly(2028, 2, 29))
            .IsOver(new DateOnly(2028, 2, 29), new DateOnly(2029, 2, 28)));
}
