using SupplyFinance.Platform.Money;
using static SupplyFinance.BankSettlement.Tests.Amounts;

namespace SupplyFinance.BankSettlement.Tests;

public sealed class LateChargeTests
{
    private static readonly DateOnly Due = new(2026, 6, 30);

    [Theory]
    [InlineData("840.00", 39, "7.28")]
    [InlineData("8000.00", 39, "69.33")]
    [InlineData("840.00", 1, "0.19")]
    public void Eight_percent_over_360_gives_the_published_figures(string unpaid, int days, string charge) =>
        Assert.Equal(Cny(charge), new LateCharge(new Rate(80_000), DayBasis.Act360)
            .Between(Cny(unpaid), Due, Due.AddDays(days)));

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void Nothing_is_charged_up_to_the_due_date(int days) =>
        Assert.True(new LateCharge(new Rate(80_000), DayBasis.Act360).Between(Cny("840.00"), Due, Due.AddDays(days))
            .IsZero);
}
