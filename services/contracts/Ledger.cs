namespace SupplyFinance.Contracts;

public static class LockPurposes
{
    public const string Auction = "auction";
    public const string Deal = "deal";
    public const string Collection = "collection";
    public const string Pledge = "pledge";
}

public static class LotStates
{
    public const string Live = "live";
    public const string Consumed = "consumed";
    public const string Discharged = "discharged";
}

public static class LedgerOperations
{
    public const string Issue = "issue";
    public const string Transfer = "transfer";
    public const string Lock = "lock";
    public const string Release = "release";
    public const string Discharge = "discharge";
}

/// <summary>Who stands behind an instruction: an organisation (<c>org:{id}</c>) with its own maker and checker, or a service acting as a
/// lock's owner (<c>service:factoring</c>, <c>service:bank-settlement</c>).</summary>
public sealed record Signer(string Party, Guid? MakerId, Guid? CheckerId)
{
    public static Signer Organisation(Guid organisationId, Guid? makerId, Guid? checkerId) => new($"org:{organisationId:D}", makerId, checkerId);
    public static Signer Service(string service) => new($"service:{service}", null, null);
}

/// <summary>A new lot that a transfer creates. Its id is made by the caller.</summary>
public sealed record LotOutput(Guid LotId, Guid HolderId, long Amount);

/// <summary>One lot's discharge. What is left (face less <paramref name="FaceExtinguished"/>) lives on as <paramref name="RestLotId"/>,
/// with the same holder and lock; the id is ignored when nothing is left.</summary>
public sealed record LotDischarge(Guid LotId, long FaceExtinguished, long AmountPaid, Guid RestLotId);

/// <summary>Issues the root lot of a confirmed receivable; signed by the debtor.</summary>
public sealed record IssueLot(
    Guid InstructionId, Guid LotId, Guid ReceivableId, Guid DebtorId, Guid HolderId, string Currency, long Amount, DateOnly DueDate,
    Signer[] SignedBy) : ICommand;

/// <summary>Consumes lots of one debtor, currency and due date and creates outputs that sum to them: transfer, split, or both.
/// Signed by the holder, or by the lock's owner under a lock and then only to its beneficiary (<paramref name="LockReference"/> names the lock).
/// Where the outputs exceed one root, each output is filled from the inputs in order and inherits the root it came from.</summary>
public sealed record TransferLots(Guid InstructionId, Guid[] LotIds, LotOutput[] Outputs, Guid? LockReference, Signer[] SignedBy) : ICommand;

/// <summary>Locks lots: a free lot by its holder's signature, an <c>auction</c> lock turned into a <c>deal</c> lock by its owner's, a
/// <c>collection</c> lock by bank-settlement's. <paramref name="Reference"/> is the request, deal or receivable it serves;
/// <paramref name="PriorReference"/> the lock that is turned.</summary>
public sealed record LockLots(
    Guid InstructionId, Guid[] LotIds, string Purpose, string Owner, Guid Reference, Guid? PriorReference, Guid? BeneficiaryId,
    DateTimeOffset? Until, Signer[] SignedBy) : ICommand;

/// <summary>Ends a lock; signed by its owner.</summary>
public sealed record ReleaseLots(Guid InstructionId, Guid[] LotIds, Guid LockReference, Signer[] SignedBy) : ICommand;

/// <summary>Extinguishes face; signed by bank-settlement as owner of the collection lock, naming the bank receipt.</summary>
public sealed record DischargeLots(
    Guid InstructionId, LotDischarge[] Discharges, Guid LockReference, string ReceiptReference, Signer[] SignedBy) : ICommand;

/// <summary>The instruction is entry <paramref name="EntryIndex"/> of the log. Sent again, with the same content, for a retried
/// instruction.</summary>
public sealed record InstructionExecuted(
    Guid InstructionId, string Operation, long EntryIndex, DateTimeOffset At, Guid[] ConsumedLotIds, LotSnapshot[] Lots,
    LotDischarge[] Discharges) : IEvent;

/// <summary>The instruction changed nothing. <paramref name="Reason"/> is a stable code, <paramref name="ConflictingEntry"/> the entry
/// that won.</summary>
public sealed record InstructionRefused(Guid InstructionId, string Operation, string Reason, string Detail, long? ConflictingEntry) : IEvent;

/// <summary>A lot as an instruction left it.</summary>
public sealed record LotSnapshot(Guid LotId, Guid ReceivableId, Guid HolderId, string Currency, long Amount, string State, Guid[] ParentIds);

/// <summary>A lot's public state. <paramref name="Version"/> grows by one with each entry that touches it.</summary>
public sealed record LotChanged(
    Guid Id, long Version, Guid ReceivableId, Guid DebtorId, Guid HolderId, string Currency, long Amount, DateOnly DueDate, string State,
    string? LockPurpose, string? LockOwner, Guid? LockReference, Guid? BeneficiaryId, Guid[] ParentIds,
        long CreatedByEntry, long LastEntry) : IStateEvent;
