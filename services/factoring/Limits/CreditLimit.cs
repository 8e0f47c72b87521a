using SupplyFinance.Platform.Money;

namespace SupplyFinance.Factoring.Limits;

/// <summary>What a bank is ready to carry on one debtor, or on one debtor's debts to one supplier.</summary>
/// <param name="SupplierId">Null: every supplier of that debtor.</param>
/// <param name="Until">The last business day the limit may be drawn on.</param>
/// <param name="Blocked">Face held for bids that stand.</param>
/// <param name="Utilised">Face of deals not discharged yet.</param>
public sealed record CreditLimit(
    Guid Id, Guid BankId, Guid DebtorId, Guid? SupplierId, Money Amount, DateOnly Until, bool Suspended, Money Blocked,
    Money Utilised)
{
    private Money Used => Blocked + Utilised;

    /// <summary>Whether it may be drawn on at all.</summary>
    public bool IsOpen(DateOnly today) => !Suspended && today <= Until;

    /// <summary>What may still be blocked: nothing on a suspended or ended limit, never less than nothing.</summary>
    public Money Free(DateOnly today) => IsOpen(today) ? Money.Max(Amount - Used, Nothing) : Nothing;

    /// <summary>By how much what is used exceeds what is granted; a suspended or ended limit grants nothing.</summary>
    public Money OverBy(DateOnly today) => Money.Max(Used - (IsOpen(today) ? Amount : Nothing), Nothing);

    /// <summary>Whether the limit counts for a debt of this debtor to this supplier in this currency.</summary>
    public bool AppliesTo(Guid debtorId, Guid supplierId, Currency currency) =>
        DebtorId == debtorId && (SupplierId is null || SupplierId == supplierId) && Amount.Currency == currency;

    /// <summary>A bid stands: its face is held.</summary>
    public CreditLimit Block(Money face) => this with { Blocked = Blocked + face };

    /// <summary>A bid was lost, replaced, withdrawn, or ran out.</summary>
    public CreditLimit Unblock(Money face) => this with { Blocked = Left(Blocked, face) };

    /// <summary>A bid became a deal. It was judged when it was blocked and is not judged again.</summary>
    public CreditLimit Convert(Money face) => Unblock(face) with { Utilised = Utilised + face };

    /// <summary>A deal failed, or its lots were discharged.</summary>
    public CreditLimit Repay(Money face) => this with { Utilised = Left(Utilised, face) };

    private Money Nothing => Money.Zero(Amount.Currency);

    private static Money Left(Money held, Money given)
    {
        var left = held - given;
        return left.IsNegative ? throw new InvalidOperationException($"{given} is more than the {held} held.") : left;
    }
}
