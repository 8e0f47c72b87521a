using SupplyFinance.Platform.Http;

namespace SupplyFinance.Factoring.Auctions;

/// <summary>The window has passed by the stored instant.</summary>
public sealed record BidAfterClose(DateTimeOffset ClosesAt) : Failure(
    FailureKind.Conflict, "bid-after-close", $"The auction closed at {ClosesAt:O}.");

/// <summary>The request takes no bids in its present state.</summary>
public sealed record AuctionNotOpen(RequestState State) : Failure(
    FailureKind.Conflict, "auction-not-open", $"The request is {State.ToString().ToLowerInvariant()}.");

/// <summary>Bids are sealed until the window closes, for everyone but their bidder.</summary>
public sealed record AuctionStillOpen(DateTimeOffset ClosesAt) : Failure(
    FailureKind.Conflict, "auction-open", $"Bids are sealed until {ClosesAt:O}.");

/// <summary>The bank has not admitted the supplier, or one of them has not accepted the framework agreement.</summary>
public sealed record SupplierNotAdmitted() : Failure(
    FailureKind.Invalid, "supplier-not-admitted",
    "The bank has no admission of this supplier in force. Admit it, and have it accept the framework agreement.");

/// <summary>Another organisation bears the cost and chooses.</summary>
public sealed record NotCostBearer() : Failure(
    FailureKind.Forbidden, "not-cost-bearer", "The party that bears the cost of this request decides on its offers.");

/// <summary>There is nothing to choose from in the request's present state.</summary>
public sealed record RequestNotClosed(RequestState State) : Failure(
    FailureKind.Conflict, "request-not-closed", $"Offers are decided on after close; the request is {State}.");

/// <summary>The bid is not an offer that stands.</summary>
public sealed record OfferNotStanding(BidState State) : Failure(
    FailureKind.Conflict, "offer-not-standing", $"The offer is {State}. Read the offers again.");

/// <summary>The offer's validity ended before the checker's word.</summary>
public sealed record OfferExpired(DateTimeOffset ValidUntil) : Failure(
    FailureKind.Conflict, "offer-expired", $"The offer was valid until {ValidUntil:O}.");

/// <summary>The bank may not act on the platform at present.</summary>
public sealed record BankNotActive(Guid BankId) : Failure(
    FailureKind.Conflict, "bank-not-active", $"Bank {BankId} is suspended; its offer cannot be accepted now.");

/// <summary>A lot of the request is already in a deal.</summary>
public sealed record LotAlreadyFinanced(Guid LotId) : Failure(
    FailureKind.Conflict, "lot-already-financed", $"Lot {LotId} is in another deal.");

/// <summary>The ledger's word on the request's lock has not come yet.</summary>
public sealed record RequestStillOpening() : Failure(
    FailureKind.Conflict, "request-opening", "The ledger has not locked the lots yet. Try again in a moment.");
