using SupplyFinance.Platform.Money;

namespace SupplyFinance.BankSettlement;

/// <summary>What a debtor still owes on one receivable: principal, late charge already accrued and unpaid, and the date
/// from which the next late charge runs. The late charge bears no charge itself.</summary>
/// <param name="Principal">Unpaid principal.</param>
/// <param name="LateAccrued">Late charge of earlier periods that no payment has covered.</param>
/// <param name="LateFrom">The due date, or the value date of the last payment after it: each part payment starts a new
/// base.</param>
/// <param name="Terms">The receivable's late charge.</param>
public sealed record Debt(Money Principal, Money LateAccrued, DateOnly LateFrom, LateCharge Terms)
{
    /// <summary>A debt that nothing was paid on yet.</summary>
    public static Debt Of(Money principal, DateOnly dueDate, LateCharge terms) =>
        new(principal, Money.Zero(principal.Currency), dueDate, terms);

    /// <summary>Late charge owed on a date.</summary>
    public Money LateOn(DateOnly date) => LateAccrued + Terms.Between(Principal, LateFrom, date);

    /// <summary>Principal and late charge owed on a date.</summary>
    public Money TotalOn(DateOnly date) => Principal + LateOn(date);

    /// <summary>The same debt with the late charge settled up to a date and a new base from there.</summary>
    public Debt AccruedTo(DateOnly date) =>
        date <= LateFrom ? this : this with { LateAccrued = LateOn(date), LateFrom = date };
}
