namespace SupplyFinance.Ledger.Title;

/// <summary>A lock on a lot. Its only exits are release and, for a <c>deal</c> or a <c>pledge</c>, transfer to the
/// beneficiary, or, for a <c>collection</c>, discharge. A pledge ends at <paramref name="Until"/> by an entry that the
/// sequencer writes; any other lock never ends by time, and its instant only raises an alarm.</summary>
/// <param name="Owner">The party that alone acts while the lock stands: <c>service:factoring</c> …</param>
/// <param name="Reference">The request, deal or receivable that it serves.</param>
public sealed record LotLock(string Purpose, string Owner, Guid Reference, Guid? BeneficiaryId, DateTimeOffset? Until);

/// <summary>A piece of a debt right. Amount in minor units, never changed: a lot is consumed at most once and its
/// outputs are new lots.</summary>
/// <param name="ReceivableId">The root: the receivable whose issue it descends from.</param>
/// <param name="State">One of <see cref="Contracts.LotStates"/>.</param>
/// <param name="Extinguished">Face discharged or voided when the lot ended, minor units; 0 while it lives and after a
/// transfer.</param>
/// <param name="ParentIds">The lots it was filled from; none for a root lot.</param>
/// <param name="CreatedByEntry">The log index that created it.</param>
/// <param name="LastEntry">The log index that touched it last.</param>
/// <param name="Version">1 at creation, one more for each entry that touches it.</param>
public sealed record Lot(
    Guid Id, Guid ReceivableId, Guid DebtorId, string Currency, long Amount, DateOnly DueDate, Guid HolderId,
    string State, long Extinguished,
    LotLock? Lock, IReadOnlyList<Guid> ParentIds, long CreatedByEntry, long LastEntry, long Version)
{
    /// <summary>A court's freeze, beside the lock: the lot neither moves nor is locked nor ends until it is lifted. Its
    /// lock may be released, and the law may assign it.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>A purchase order's lot: nothing is owed on it before its debtor has converted it.</summary>
    public bool IsConditional { get; init; }

    /// <summary>How many splits lie between the issue and this lot.</summary>
    public int SplitDepth { get; init; }

    /// <summary>Money that its discharge took, minor units; 0 after a void.</summary>
    public long Paid { get; init; }

    /// <summary>Face that a credit note took when the lot ended, minor units.</summary>
    public long Reduced { get; init; }

    /// <summary>What was brought back of the face that its discharge extinguished, minor units.</summary>
    public long Reinstated { get; init; }
}
