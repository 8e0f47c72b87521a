using SupplyFinance.Platform.Money;

namespace SupplyFinance.BankSettlement;

/// <summary>A live lot's claim on the debtor: its unpaid principal.</summary>
public sealed record LotClaim(Guid LotId, Money Unpaid);

/// <summary>What a payment brings one lot.</summary>
public sealed record LotShare(Guid LotId, Money Late, Money Principal)
{
    public Money Total => Late + Principal;
}

/// <summary>Level 1 of the maturity waterfall, over one receivable (domain §4 Maturity): bank charges, then late
/// charge, then principal, the last two pro rata over all live lots by unpaid principal, financed or not; what is over
/// goes back to the debtor.</summary>
/// <param name="Charges">Taken by the bank that booked the money.</param>
/// <param name="Shares">One for each lot, in the lots' order.</param>
/// <param name="Surplus">The debtor's own money.</param>
/// <param name="Debt">What is owed afterwards.</param>
public sealed record Waterfall(Money Charges, IReadOnlyList<LotShare> Shares, Money Surplus, Debt Debt)
{
    /// <summary>Late charge paid by this money.</summary>
    public Money Late => Sum(Shares.Select(x => x.Late), Surplus.Currency);

    /// <summary>Principal paid by this money.</summary>
    public Money Principal => Sum(Shares.Select(x => x.Principal), Surplus.Currency);

    /// <summary>Runs booked money through the waterfall. The parts sum to what was received, to the minor
    /// unit.</summary>
    /// <param name="debt">What is owed.</param>
    /// <param name="lots">All live lots in their positions; their unpaid principal sums to the debt's.</param>
    /// <param name="received">The amount booked.</param>
    /// <param name="charges">Bank charges still to be taken out of it.</param>
    /// <param name="valueDate">The date from which the bank counts the money.</param>
    public static Waterfall Run(
        Debt debt, IReadOnlyList<LotClaim> lots, Money received, Money charges, DateOnly valueDate)
    {
        if (received.IsNegative || charges.IsNegative) throw new ArgumentException(
            "Money received and charges are never negative.");
        if (Sum(lots.Select(x => x.Unpaid), debt.Principal.Currency) != debt.Principal)
            throw new ArgumentException("The lots' unpaid principal is not the debt's.", nameof(lots));

        var owed = debt.AccruedTo(valueDate);
        var forBank = Money.Min(charges, received);
        var late = Money.Min(owed.LateAccrued, received - forBank);
        var principal = Money.Min(owed.Principal, received - forBank - late);
        var lateParts = ProRata(late, lots);
        var principalParts = ProRata(principal, lots);
        return new Waterfall(
            forBank,
            [.. lots.Select((lot, i) => new LotShare(lot.LotId, lateParts[i], principalParts[i]))],
            received - forBank - late - principal,
            owed with { LateAccrued = owed.LateAccrued - late, Principal = owed.Principal - principal });
    }

    private static Money[] ProRata(Money amount, IReadOnlyList<LotClaim> lots) =>
        amount.IsZero ? [.. lots.Select(_ => amount)] : amount.Allocate([.. lots.Select(x => x.Unpaid.Minor)]);

    private static Money Sum(IEnumerable<Money> parts, Currency currency) =>
        parts.Aggregate(Money.Zero(currency), (sum, x) => sum + x);
}
