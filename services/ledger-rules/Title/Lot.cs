namespace SupplyFinance.Ledger.Title;

/// <summary>A lock on a lot. Its only exits are release and, for a <c>deal</c>, transfer to the beneficiary, or, for a
/// <c>collection</c>, discharge. It never ends by time: <paramref name="Until"/> only raises an alarm.</summary>
/// <param name="Owner">The party that alone acts while the lock stands: <c>service:factoring</c> …</param>
/// <param name="Reference">The request, deal or receivable that it serves.</param>
public sealed record LotLock(string Purpose, string Owner, Guid Reference, Guid? BeneficiaryId, DateTimeOffset? Until);

/// <summary>A piece of a debt right. Amount in minor units, never changed: a lot is consumed at most once and its
/// outputs are new lots.</summary>
/// <param name="ReceivableId">The root: the receivable whose issue it descends from.</param>
/// <param name="State">One of <see cref="Contracts.LotStates"/>.</param>
/// <param name="Extinguished">Face discharged when the lot ended, minor units; 0 while it lives and after a
/// transfer.</param>
/// <param name="ParentIds">The lots it was filled from; none for a root lot.</param>
/// <param name="CreatedByEntry">The log index that created it.</param>
/// <param name="LastEntry">The log index that touched it last.</param>
/// <param name="Version">1 at creation, one more for each entry that touches it.</param>
public sealed record Lot(
    Guid Id, Guid ReceivableId, Guid DebtorId, string Currency, long Amount, DateOnly DueDate, Guid HolderId,
    string State, long Extinguished,
    LotLock? Lock, IReadOnlyList<Guid> ParentIds, long CreatedByEntry, long LastEntry, long Version);
