namespace SupplyFinance.Ledger.Title;

/// <summary>Every reason for which the ledger refuses an instruction. Other services and their users see them: they
/// never change meaning.</summary>
public static class RefusalCodes
{
    /// <summary>No lot has this id.</summary>
    public const string UnknownLot = "unknown-lot";

    /// <summary>The lot was consumed or discharged; the conflicting entry did it.</summary>
    public const string LotConsumed = "lot-consumed";

    /// <summary>The lot is under a lock that forbids this; the conflicting entry touched it last.</summary>
    public const string LotLocked = "lot-locked";

    /// <summary>An id meant for a new lot is taken; the conflicting entry created it.</summary>
    public const string LotExists = "lot-exists";

    /// <summary>The receivable's root lot exists already; the conflicting entry issued it.</summary>
    public const string AlreadyIssued = "already-issued";

    /// <summary>A free lot was named as being under a lock.</summary>
    public const string UnknownLock = "unknown-lock";

    /// <summary>The lock was released before it was taken: its process had already been undone.</summary>
    public const string LockCancelled = "lock-cancelled";

    /// <summary>A lock of this purpose cannot be taken in this way.</summary>
    public const string PurposeNotAllowed = "purpose-not-allowed";

    /// <summary>A party that must sign has not, or a signer is not a party.</summary>
    public const string WrongSigner = "wrong-signer";

    /// <summary>More signers than an entry names.</summary>
    public const string TooManySigners = "too-many-signers";

    /// <summary>One person was both maker and checker.</summary>
    public const string FourEyes = "four-eyes";

    /// <summary>The output does not go to the lock's beneficiary, or the lock names none where it must or one where it
    /// must not.</summary>
    public const string WrongBeneficiary = "wrong-beneficiary";

    /// <summary>Outputs do not sum to the inputs, or more is extinguished or paid than the face.</summary>
    public const string SumMismatch = "sum-mismatch";

    /// <summary>An amount is zero or negative.</summary>
    public const string NotPositive = "not-positive";

    /// <summary>One lot is named twice.</summary>
    public const string DuplicateInput = "duplicate-input";

    /// <summary>One new lot id is used twice, or is also an input.</summary>
    public const string DuplicateOutput = "duplicate-output";

    /// <summary>The lots have different debtors.</summary>
    public const string MixedDebtor = "mixed-debtor";

    /// <summary>The lots have different currencies.</summary>
    public const string MixedCurrency = "mixed-currency";

    /// <summary>The lots fall due on different days.</summary>
    public const string MixedDueDate = "mixed-due-date";

    /// <summary>One output would be filled from two receivables, or the lots are not of the receivable that the lock
    /// names.</summary>
    public const string MixedRoot = "mixed-root";

    /// <summary>Not an ISO 4217 currency.</summary>
    public const string UnknownCurrency = "unknown-currency";

    /// <summary>No lot or no output is named.</summary>
    public const string EmptyInstruction = "empty-instruction";

    /// <summary>More lots than one entry can hold.</summary>
    public const string TooManyLots = "too-many-lots";

    /// <summary>A discharge names no bank receipt.</summary>
    public const string NoReceipt = "no-receipt";

    /// <summary>The instruction id was used before with other content; the conflicting entry, where there is one, is
    /// the earlier instruction's.</summary>
    public const string InstructionReused = "instruction-reused";

    /// <summary>The lot is frozen by a court's order; the conflicting entry touched it last. It may be lifted: the same
    /// step under a new id may then succeed.</summary>
    public const string Frozen = "frozen";

    /// <summary>An unfreeze of a lot that is not frozen.</summary>
    public const string NotFrozen = "not-frozen";

    /// <summary>The lot is conditional: nothing is owed on it yet.</summary>
    public const string Conditional = "conditional";

    /// <summary>Only a conditional lot is converted.</summary>
    public const string NotConditional = "not-conditional";

    /// <summary>Lots of which one is conditional, frozen or under a lock and another is not.</summary>
    public const string MixedStanding = "mixed-standing";

    /// <summary>The document that the instruction rests on is not named by its SHA-256 in lower-case hex.</summary>
    public const string NoDocument = "no-document";

    /// <summary>The log has named no operator yet.</summary>
    public const string NoOperator = "no-operator";

    /// <summary>This organisation is the log's operator already.</summary>
    public const string OperatorNamed = "operator-named";

    /// <summary>The lot was not ended by a discharge that took money.</summary>
    public const string NotDischarged = "not-discharged";

    /// <summary>More would be brought back than the discharge extinguished; the conflicting entry touched it
    /// last.</summary>
    public const string OverReinstated = "over-reinstated";

    /// <summary>The bounds on splits contradict themselves or the register's limits.</summary>
    public const string InvalidPolicy = "invalid-policy";

    /// <summary>The split is deeper than the policy allows; the conflicting entry set it.</summary>
    public const string SplitTooDeep = "split-too-deep";

    /// <summary>A lot would have more pieces than the policy allows; the conflicting entry set it.</summary>
    public const string TooManyPieces = "too-many-pieces";

    /// <summary>A piece is smaller than the policy allows; the conflicting entry set it.</summary>
    public const string PieceTooSmall = "piece-too-small";

    /// <summary>Not one of the ways to commit to a document.</summary>
    public const string UnknownScheme = "unknown-scheme";

    /// <summary>A link to an entry that is not earlier, a link given twice, or too many.</summary>
    public const string InvalidLink = "invalid-link";

    /// <summary>The lock does not end by time, or its time has not come.</summary>
    public const string NotExpired = "not-expired";
}
