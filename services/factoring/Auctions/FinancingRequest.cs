using SupplyFinance.Factoring.Pricing;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Factoring.Auctions;

/// <summary>Where a financing request stands.</summary>
public enum RequestState
{
    /// <summary>Waits for the ledger's auction lock.</summary>
    Opening,

    /// <summary>The ledger refused the lock.</summary>
    Refused,

    /// <summary>Takes sealed bids until its closing instant.</summary>
    Open,
    NoBids,

    /// <summary>Bids are ranked and wait for the cost bearer.</summary>
    Closed,

    /// <summary>An offer was accepted; its deal is under way.</summary>
    Accepted,
    Declined,
    Cancelled,

    /// <summary>The last offer's validity ran out.</summary>
    Expired,
    Completed,

    /// <summary>The deal was undone.</summary>
    Failed,
}

/// <summary>A holder's request to have whole lots financed, as it is kept.</summary>
public sealed class FinancingRequest
{
    public long Position { get; init; }
    public Guid Id { get; init; }
    public long Version { get; init; }
    public Guid HolderId { get; init; }
    public Guid DebtorId { get; init; }
    public string Currency { get; init; } = "";
    public long Face { get; init; }
    public DateTimeOffset OpenedAt { get; init; }
    public DateTimeOffset ClosesAt { get; init; }

    /// <summary>The fixed advance; null where bids may vary it.</summary>
    public int? AdvancePpm { get; init; }
    public bool RecourseAllowed { get; init; }
    public string CostBearer { get; init; } = "";
    public string State { get; init; } = "";
    public string? Reason { get; init; }
    public long NextSequence { get; init; }
    public byte[] PublicKey { get; init; } = [];
    public byte[] WrappedKey { get; init; } = [];
    public Guid? DealId { get; init; }
    public Guid? WinnerId { get; init; }

    public RequestState Standing => Enum.Parse<RequestState>(State);

    public CostBearer BornBy => Enum.Parse<CostBearer>(CostBearer);

    /// <summary>The organisation that chooses among the offers.</summary>
    public Guid CostBearerId => BornBy == Pricing.CostBearer.Debtor ? DebtorId : HolderId;

    public Money FaceAmount => new(Face, Platform.Money.Currency.Of(Currency));

    /// <summary>Why no bid can come in now; the stored instant decides, whatever the state column says.</summary>
    public Platform.Http.Failure? ClosedToBids(DateTimeOffset now) => Standing switch
    {
        _ when now >= ClosesAt => new BidAfterClose(ClosesAt),
        RequestState.Open => null,
        _ => new AuctionNotOpen(Standing),
    };
}

/// <summary>One lot of a request, as it was when the request was opened.</summary>
public sealed class RequestLot
{
    public Guid LotId { get; init; }
    public Guid ReceivableId { get; init; }
    public long Face { get; init; }
    public DateOnly DueDate { get; init; }

    internal OfferedLot Offered(Currency currency) => new(LotId, ReceivableId, new Money(Face, currency), DueDate);
}
