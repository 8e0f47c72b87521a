using SupplyFinance.Platform.Money;

namespace SupplyFinance.BankSettlement;

/// <summary>What a financier may still take out of a lot it financed, before the seller: the deal's advance (the
/// financed amount, its discount inside) and the fees due from the reserve.</summary>
public sealed record FinancierClaim(Money Advance, Money Fees)
{
    public Money Total => Advance + Fees;
}

/// <summary>Level 2 of the maturity waterfall, inside a financed lot's share (domain §4 Maturity): first the financier
/// until advance and charges are met, then the seller, which is how the reserve is paid out; the late charge of a
/// financed lot is the financier's.</summary>
/// <param name="Advance">Repays the advance.</param>
/// <param name="Fees">Pays the fees due from the reserve.</param>
/// <param name="Late">The financier's late charge.</param>
/// <param name="Seller">The seller's reserve.</param>
/// <param name="Remaining">The financier's claim afterwards.</param>
public sealed record FinancedShare(Money Advance, Money Fees, Money Late, Money Seller, FinancierClaim Remaining)
{
    /// <summary>All that the financier receives.</summary>
    public Money Financier => Advance + Fees + Late;

    /// <summary>Divides a lot's share; the parts sum to it.</summary>
    public static FinancedShare Of(LotShare share, FinancierClaim claim)
    {
        var advance = Money.Min(claim.Advance, share.Principal);
        var fees = Money.Min(claim.Fees, share.Principal - advance);
        return new FinancedShare(
            advance, fees, share.Late, share.Principal - advance - fees,
            new FinancierClaim(claim.Advance - advance, claim.Fees - fees));
    }
}
