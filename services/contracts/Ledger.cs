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
    public const string Reduce = "reduce";
    public const string Void = "void";
    public const string Reinstate = "reinstate";
    public const string Convert = "convert";
    public const string AssignByLaw = "assign-by-law";
    public const string Freeze = "freeze";
    public const string Unfreeze = "unfreeze";
    public const string SplitPolicy = "split-policy";
    public const string Evidence = "evidence";
    public const string NameOperator = "name-operator";
    public const string Expire = "expire";
}

public static class EvidenceSchemes
{
    /// <summary>SHA-256 of the document itself.</summary>
    public const string Sha256 = "sha-256";

    /// <summary>SHA-256(salt ‖ document), the salt kept by the submitter: for documents that could be guessed.</summary>
    public const string SaltedSha256 = "salted-sha-256";
}

/// <summary>An instruction to the ledger. Its id is made by whoever gives it; given again with the same content it gets its first answer
/// again.</summary>
public interface ILedgerInstruction : ICommand
{
    Guid InstructionId { get; }

    Signer[] SignedBy { get; }
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

/// <summary>Issues the root lot of a confirmed receivable; signed by the debtor. A purchase order's lot is <paramref name="Conditional"/>:
/// nothing is owed on it before its debtor has converted it.</summary>
public sealed record IssueLot(
    Guid InstructionId, Guid LotId, Guid ReceivableId, Guid DebtorId, Guid HolderId, string Currency, long Amount, DateOnly DueDate,
    Signer[] SignedBy, bool Conditional = false) : ILedgerInstruction;

/// <summary>Consumes lots of one debtor, currency and due date and creates outputs that sum to them: transfer, split, or both.
/// Signed by the holder, or by the lock's owner under a lock and then only to its beneficiary (<paramref name="LockReference"/> names the lock).
/// Where the outputs exceed one root, each output is filled from the inputs in order and inherits the root it came from.</summary>
public sealed record TransferLots(
    Guid InstructionId, Guid[] LotIds, LotOutput[] Outputs, Guid? LockReference, Signer[] SignedBy) : ILedgerInstruction;

/// <summary>Locks lots: a free lot by its holder's signature, an <c>auction</c> lock turned into a <c>deal</c> lock by its owner's, a
/// <c>collection</c> lock by bank-settlement's, a <c>pledge</c> by the holder's for the creditor it names. <paramref name="Reference"/> is the
/// request, deal, receivable or pledge it serves; <paramref name="PriorReference"/> the lock that is turned. <paramref name="Until"/> ends a
/// pledge and only raises an alarm for any other.</summary>
public sealed record LockLots(
    Guid InstructionId, Guid[] LotIds, string Purpose, string Owner, Guid Reference, Guid? PriorReference, Guid? BeneficiaryId,
    DateTimeOffset? Until, Signer[] SignedBy) : ILedgerInstruction;

/// <summary>Ends a lock; signed by its owner.</summary>
public sealed record ReleaseLots(Guid InstructionId, Guid[] LotIds, Guid LockReference, Signer[] SignedBy) : ILedgerInstruction;

/// <summary>Extinguishes face; signed by bank-settlement as owner of the collection lock, naming the bank receipt.</summary>
public sealed record DischargeLots(
    Guid InstructionId, LotDischarge[] Discharges, Guid LockReference, string ReceiptReference, Signer[] SignedBy) : ILedgerInstruction;

/// <summary>A credit note's effect on one lot: what is left lives on as <paramref name="RestLotId"/> with the same holder.</summary>
public sealed record LotReduction(Guid LotId, long ReducedBy, Guid RestLotId);

/// <summary>Reduces free lots by a credit note; signed by holder and debtor. <paramref name="CreditNoteHash"/> is its SHA-256 in lower-case
/// hex.</summary>
public sealed record ReduceLots(Guid InstructionId, LotReduction[] Reductions, string CreditNoteHash, Signer[] SignedBy) : ILedgerInstruction;

/// <summary>Ends free lots without any payment; signed by holder and debtor, naming what they agreed by its SHA-256 in lower-case
/// hex.</summary>
public sealed record VoidLots(Guid InstructionId, Guid[] LotIds, string AgreementHash, Signer[] SignedBy) : ILedgerInstruction;

/// <summary>What becomes owed of one conditional lot: <paramref name="Amount"/> as the ordinary lot <paramref name="NewLotId"/>; what is left
/// stays conditional as <paramref name="RestLotId"/>, ignored when nothing is left.</summary>
public sealed record LotConversion(Guid LotId, long Amount, Guid NewLotId, Guid RestLotId);

/// <summary>Makes conditional lots owed, holder and lock unchanged; signed by the debtor, naming the invoice by its SHA-256 in lower-case
/// hex.</summary>
public sealed record ConvertLots(Guid InstructionId, LotConversion[] Conversions, string InvoiceHash, Signer[] SignedBy) : ILedgerInstruction;

/// <summary>What is brought back of the face that one lot's discharge extinguished, as the new lot <paramref name="NewLotId"/>.</summary>
public sealed record LotReinstatement(Guid DischargedLotId, long Amount, Guid NewLotId);

/// <summary>Brings discharged face back because the bank took the money back; signed by bank-settlement, naming the bank's reversal, and
/// by the operator's maker and checker.</summary>
public sealed record ReinstateLots(
    Guid InstructionId, LotReinstatement[] Reinstatements, string ReversalReference, Signer[] SignedBy) : ILedgerInstruction;

/// <summary>Commits to a document without showing it; signed by its submitter alone. <paramref name="Commitment"/> is in lower-case hex and
/// made as <paramref name="Scheme"/> says; <paramref name="Links"/> are earlier entries that it belongs to.</summary>
public sealed record RecordEvidence(
    Guid InstructionId, string Scheme, string Commitment, long[] Links, Signer[] SignedBy) : ILedgerInstruction;

/// <summary>The instruction is entry <paramref name="EntryIndex"/> of the log. Sent again, with the same content, for a retried
/// instruction.</summary>
public sealed record InstructionExecuted(
    Guid InstructionId, string Operation, long EntryIndex, DateTimeOffset At, Guid[] ConsumedLotIds, LotSnapshot[] Lots,
    LotDischarge[] Discharges) : IEvent;

/// <summary>The instruction changed nothing. <paramref name="Reason"/> is a stable code, <paramref name="ConflictingEntry"/> the entry
/// that won.</summary>
public sealed record InstructionRefused(Guid InstructionId, string Operation, string Reason, string Detail, long? ConflictingEntry) : IEvent;

/// <summary>A lot as an instruction left it.</summary>
public sealed record LotSnapshot(Guid LotId, Guid ReceivableId, Guid HolderId, string Currency, long Amount, string State, Guid[] ParentIds,
    bool Frozen = false, bool Conditional = false);

/// <summary>A lot's public state. <paramref name="Version"/> grows by one with each entry that touches it. A frozen lot neither moves
/// nor is locked nor discharged; a conditional one is not owed yet; <paramref name="Reinstated"/> is what was brought back of the face that its
/// discharge extinguished.</summary>
public sealed record LotChanged(
    Guid Id, long Version, Guid ReceivableId, Guid DebtorId, Guid HolderId, string Currency, long Amount, DateOnly DueDate, string State,
    string? LockPurpose, string? LockOwner, Guid? LockReference, Guid? BeneficiaryId, Guid[] ParentIds,
        long CreatedByEntry, long LastEntry, bool Frozen = false, bool Conditional = false, long Reinstated = 0) : IStateEvent;
