namespace SupplyFinance.Contracts;

public static class DealStates
{
    public const string Claiming = "claiming";
    public const string Locking = "locking";
    public const string Registering = "registering";
    public const string Paying = "paying";
    public const string Transferring = "transferring";
    public const string Completed = "completed";

    /// <summary>Undoing: the compensations are under way.</summary>
    public const string Undoing = "undoing";
    public const string Failed = "failed";
}

/// <summary>One lot of a deal: the lot offered, the lot the financier receives, and the lot's own figures in minor units.
/// Reserve = face − financed amount; fees due at payout are already inside cash today, fees from the reserve are due at collection.</summary>
public sealed record DealLot(
    Guid LotId, Guid FinancierLotId, Guid ReceivableId, long Face, long FinancedAmount, long Discount, long FeesAtPayout, long FeesFromReserve);

/// <summary>A deal's public state.</summary>
public sealed record DealChanged(
    Guid Id, long Version, Guid FinancingRequestId, Guid SellerId, Guid FinancierId, Guid DebtorId, string CostBearer, string Currency,
    DealLot[] Lots, long CashToday, int RatePpm, string DayBasis, bool WithRecourse, DateOnly ValueDate, string State, Guid PaymentId,
    string? Reason) : IStateEvent;
