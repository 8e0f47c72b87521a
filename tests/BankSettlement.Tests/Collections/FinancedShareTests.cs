using static SupplyFinance.BankSettlement.Tests.Amounts;

namespace SupplyFinance.BankSettlement.Tests;

public sealed class FinancedShareTests
{
    private static readonly FinancierClaim Claim = new(Cny("8000.00"), Cny("300.00"));

    [Theory]
    [InlineData("5000.00", "5000.00", "0.00", "0.00")]
    [InlineData("8100.00", "8000.00", "100.00", "0.00")]
    [InlineData("10000.00", "8000.00", "300.00", "1700.00")]
    public void The_advance_comes_first_then_the_fees_then_the_seller(
        string principal, string advance, string fees, string seller)
    {
        var share = FinancedShare.Of(new LotShare(Guid.CreateVersion7(), Cny(0), Cny(principal)), Claim);

        Assert.Equal((Cny(advance), Cny(fees), Cny(seller)), (share.Advance, share.Fees, share.Seller));
        Assert.Equal(Claim.Total, share.Remaining.Total + share.Advance + share.Fees);
    }

    [Fact]
    public void The_late_charge_is_the_financiers_even_when_its_claim_is_met()
    {
        var share = FinancedShare.Of(
            new LotShare(Guid.CreateVersion7(), Cny("34.66"), Cny("100.00")), new FinancierClaim(Cny(0), Cny(0)));

        Assert.Equal((Cny("34.66"), Cny("100.00")), (share.Financier, share.Seller));
    }
}
