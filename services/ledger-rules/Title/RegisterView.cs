namespace SupplyFinance.Ledger.Title;

/// <summary>What of the register one instruction can see.</summary>
/// <param name="Lots">Every existing lot whose id the instruction names, by id.</param>
/// <param name="NextEntry">The index that its entry will have.</param>
/// <param name="IssuedBy">For an issue: the entry that issued the receivable's root lot, if one did.</param>
/// <param name="LockCancelled">For a lock: its reference was released before it was taken.</param>
/// <param name="At">The instant that its entry will bear.</param>
/// <param name="OperatorId">The organisation that the log named as its operator.</param>
/// <param name="Policy">For a transfer: the bounds on splits in its lots' currency.</param>
public sealed record RegisterView(
    IReadOnlyDictionary<Guid, Lot> Lots, long NextEntry, long? IssuedBy = null, bool LockCancelled = false,
    DateTimeOffset At = default, Guid? OperatorId = null, SplitPolicy? Policy = null);
