using SupplyFinance.Platform.Money;

namespace SupplyFinance.Receivables;

/// <summary>A receivable as its parties see it. <paramref name="DueDate"/> is rolled to a business day, <paramref
/// name="AgreedDueDate"/> is not; <paramref name="Calendar"/> says by which calendar. The late rate is in parts per
/// million a year. <paramref name="RootLotId"/> is null until the ledger has issued the lot.</summary>
public sealed record ReceivableView(
    Guid Id, long Version, string State, Guid SupplierId, Guid DebtorId, IReadOnlyList<Guid> InvoiceIds,
    Money ProposedAmount, Money? ConfirmedAmount, DateOnly DueDate, DateOnly AgreedDueDate, string Calendar,
    int LateRatePpm, string LateDayBasis, DateOnly? ConfirmedOn, Guid? RootLotId, DateTimeOffset LapsesAt,
    string TenorPolicy, IReadOnlyList<string> Warnings, string? Reason)
{
    public static ReceivableView Of(Receivable x, DateOnly today) => new(
        x.Id, x.Version, x.State, x.SupplierId, x.DebtorId, x.InvoiceIds, x.Proposed, x.Confirmed, x.DueDate,
        x.AgreedDueDate, BusinessCalendar.For(x.Proposed.Currency.Code).Name, x.LateRate.PartsPerMillion,
        Receivable.LateDayBasis, x.ConfirmedOn, x.RootLotId, x.LapsesAt, x.TenorPolicy, x.WarningsOn(today), x.Reason);
}
