using SupplyFinance.Platform.Money;

namespace SupplyFinance.BankSettlement;

/// <summary>What late payment costs the debtor: F_unpaid · r_late · d_late / B, from the day after the due date (domain
/// §6). One rate per receivable, fixed by the debtor's confirmation.</summary>
/// <param name="Rate">Parts per million a year.</param>
/// <param name="Basis">How its days and years are counted.</param>
public sealed record LateCharge(Rate Rate, DayBasis Basis)
{
    /// <summary>The charge on an unpaid face between two value dates, first day out, last day in; nothing where the
    /// days run backwards, as they do for money with a value date before the due date.</summary>
    public Money Between(Money unpaid, DateOnly from, DateOnly to) =>
        to <= from ? Money.Zero(unpaid.Currency) : Basis.Interest(unpaid, Rate, Basis.Days(from, to));
}
