using SupplyFinance.Platform.Money;

namespace SupplyFinance.Factoring.Limits;

/// <summary>A credit limit as its bank sees it.</summary>
/// <param name="SupplierId">Null: every supplier of the debtor.</param>
/// <param name="Until">The last business day it may be drawn on.</param>
/// <param name="Blocked">Face held for bids that stand.</param>
/// <param name="Utilised">Face of deals not discharged yet.</param>
/// <param name="Free">What may still be bid for.</param>
/// <param name="OverBy">What is used beyond what is granted.</param>
public sealed record CreditLimitView(
    Guid Id, long Version, Guid BankId, Guid DebtorId, Guid? SupplierId, Money Amount, DateOnly Until, bool Suspended,
    Money Blocked, Money Utilised, Money Free, Money OverBy)
{
    internal static CreditLimitView Of(LimitStore.Row row, DateOnly today)
    {
        var limit = row.ToLimit();
        return new CreditLimitView(
            row.Id, row.Version, row.BankId, row.DebtorId, row.SupplierId, limit.Amount, row.ValidUntil, row.Suspended,
            limit.Blocked, limit.Utilised, limit.Free(today), limit.OverBy(today));
    }
}
