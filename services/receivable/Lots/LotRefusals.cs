using SupplyFinance.Platform.Http;

namespace SupplyFinance.Receivables.Lots;

/// <summary>No lots or outputs, or too many.</summary>
public sealed record LotsOutOfRange(string At, int Max) : Failure(
    FailureKind.Invalid, "lots-out-of-range", $"Between 1 and {Max} are named.", At);

/// <summary>One lot id named twice, as input or output.</summary>
public sealed record LotTwice(Guid LotId) : Failure(FailureKind.Invalid, "lot-twice", $"Lot {LotId} is named twice.");

/// <summary>No such lot, or another holder's: both answer the same.</summary>
public sealed record LotUnknown(Guid LotId) : Failure(
    FailureKind.Invalid, "lot-unknown", $"You hold no lot {LotId}.", "lotIds");

/// <summary>The lot is consumed or discharged.</summary>
public sealed record LotNotLive(Guid LotId) : Failure(
    FailureKind.Conflict, "lot-not-live", $"Lot {LotId} was consumed or discharged.", "lotIds");

/// <summary>A lock forbids it.</summary>
public sealed record LotLocked(Guid LotId) : Failure(
    FailureKind.Conflict, "lot-locked", $"Lot {LotId} is locked and cannot be split or transferred.", "lotIds");

/// <summary>Another transfer of the lot has not ended.</summary>
public sealed record LotInTransfer(Guid LotId) : Failure(
    FailureKind.Conflict, "lot-in-transfer", $"Lot {LotId} is in another transfer.", "lotIds");

/// <summary>Lots of two debtors, currencies or due dates.</summary>
public sealed record LotsDiffer(string What) : Failure(
    FailureKind.Invalid, "lots-differ", $"The lots of one transfer have one {What}.", "lotIds");

/// <summary>Two other organisations in one transfer.</summary>
public sealed record SeveralReceivers() : Failure(
    FailureKind.Invalid, "several-receivers", "One transfer goes to one other organisation.", "outputs");

/// <summary>Outputs that are more or less than the lots.</summary>
public sealed record SumsDiffer() : Failure(
    FailureKind.Invalid, "sums-differ", "The outputs sum to exactly what the lots hold.", "outputs");

/// <summary>A receiver that cannot take lots.</summary>
public sealed record ReceiverUnknown(Guid Id) : Failure(
    FailureKind.Invalid, "receiver-unknown", $"There is no admitted supplier {Id}.", "outputs");

/// <summary>The offer was answered before.</summary>
public sealed record TransferNotOffered(string State) : Failure(
    FailureKind.Conflict, "transfer-not-offered", $"The transfer is {State}, not offered.");

/// <summary>The offer's time is over.</summary>
public sealed record OfferLapsed(DateTimeOffset At) : Failure(
    FailureKind.Conflict, "offer-lapsed", $"The offer lapsed at {At:O}.");
