namespace SupplyFinance.Contracts;

public static class ReceivableStates
{
    public const string Proposed = "proposed";

    /// <summary>Confirmed by the debtor's maker and checker; the ledger has not issued the lot yet.</summary>
    public const string Confirming = "confirming";
    public const string Confirmed = "confirmed";
    public const string Disputed = "disputed";
    public const string Withdrawn = "withdrawn";
    public const string Lapsed = "lapsed";
    public const string Paid = "paid";
    public const string Overdue = "overdue";
}

/// <summary>A receivable's public state. Amounts in minor units; <paramref name="LateRatePpm"/> per year on <paramref name="LateDayBasis"/>.
/// <paramref name="RootLotId"/> is the lot the ledger issued, null until then. <paramref name="DueDate"/> is already rolled to a business
/// day.</summary>
public sealed record ReceivableChanged(
    Guid Id, long Version, Guid SupplierId, Guid DebtorId, Guid[] InvoiceIds, string Currency, long ProposedAmount, long? ConfirmedAmount,
    DateOnly DueDate, string State, Guid? RootLotId, int LateRatePpm, string LateDayBasis, DateOnly? ConfirmedOn) : IStateEvent;
