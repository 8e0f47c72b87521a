using SupplyFinance.Contracts;
using SupplyFinance.Factoring.Pricing;
using SupplyFinance.Platform.Messaging;

namespace SupplyFinance.Factoring.Deals;

/// <summary>A deal as it is kept: the plan that acceptance fixed, and how far it has come.</summary>
public sealed class Deal
{
    public long Position { get; init; }
    public Guid Id { get; init; }
    public long Version { get; init; }
    public Guid RequestId { get; init; }
    public Guid BidId { get; init; }
    public Guid SellerId { get; init; }
    public Guid FinancierId { get; init; }
    public Guid DebtorId { get; init; }
    public string CostBearer { get; init; } = "";
    public string Currency { get; init; } = "";
    public long CashToday { get; init; }
    public long Cost { get; init; }
    public int RatePpm { get; init; }
    public string DayBasis { get; init; } = "";
    public string Method { get; init; } = "";
    public int AdvancePpm { get; init; }
    public bool WithRecourse { get; init; }
    public DateOnly ValueDate { get; init; }
    public bool RegistrationRequired { get; init; }
    public string InvoiceIds { get; init; } = "[]";
    public DateTimeOffset AcceptedAt { get; init; }
    public Guid MakerId { get; init; }
    public Guid CheckerId { get; init; }
    public string State { get; init; } = "";
    public string Undo { get; init; } = "";
    public int Attempt { get; init; }
    public string? RegistrationReference { get; init; }
    public DateTimeOffset? RegisteredAt { get; init; }
    public string? Reason { get; init; }
    public string? Alarm { get; init; }

    public CostBearer BornBy => Enum.Parse<CostBearer>(CostBearer);

    internal DealPlan Plan(IReadOnlyList<FinancedLot> lots) => new(
        Id, RequestId, SellerId, FinancierId, DebtorId, Currency, CashToday, ValueDate, RegistrationRequired,
        [.. lots.Select(x => new PlannedLot(x.LotId, x.FinancierLotId, x.Face, x.DueDate))],
        MessageJson.Read<Guid[]>(InvoiceIds));

    internal DealProgress Progress(IReadOnlyList<FinancedLot> lots) => new(
        State, Enum.Parse<DealUndo>(Undo), Attempt, [.. lots.Where(x => x.Transferred).Select(x => x.LotId)],
        RegistrationReference, Reason);

    /// <summary>The deal's public state.</summary>
    internal DealChanged Changed(IReadOnlyList<FinancedLot> lots) => new(
        Id, Version, RequestId, SellerId, FinancierId, DebtorId, BornBy.ToString().ToLowerInvariant(), Currency,
        [.. lots.Select(x => new DealLot(
            x.LotId, x.FinancierLotId, x.ReceivableId, x.Face, x.FinancedAmount, x.Discount, x.FeesAtPayout, x.FeesFromReserve))],
        CashToday, RatePpm, DayBasis, WithRecourse, ValueDate, State, Plan(lots).PaymentId, Reason);
}

/// <summary>One lot of a deal with its figures in minor units.</summary>
public sealed class FinancedLot
{
    public Guid LotId { get; init; }
    public Guid FinancierLotId { get; init; }
    public Guid ReceivableId { get; init; }
    public DateOnly DueDate { get; init; }
    public long Face { get; init; }
    public long FinancedAmount { get; init; }
    public long Discount { get; init; }
    public long FeesAtPayout { get; init; }
    public long FeesFromReserve { get; init; }

    /// <summary>Whether the ledger has moved its title to the financier.</summary>
    public bool Transferred { get; init; }
}
