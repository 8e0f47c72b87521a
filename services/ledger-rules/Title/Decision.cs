namespace SupplyFinance.Ledger.Title;

/// <summary>What an instruction comes to: all of its effects, or a refusal and none.</summary>
public abstract record Decision;

/// <summary>Nothing changes.</summary>
/// <param name="Reason">One of <see cref="RefusalCodes"/>.</param>
/// <param name="ConflictingEntry">The entry that won, where another instruction did.</param>
public sealed record Refusal(string Reason, string Detail, long? ConflictingEntry = null) : Decision;

/// <summary>One entry's effects on the register.</summary>
/// <param name="Consumed">Lots that live no longer, as they now stand.</param>
/// <param name="Touched">Lots whose lock or freeze changed, or whose discharge was taken back, as they now stand.</param>
/// <param name="Created">New lots.</param>
/// <param name="LockOwner">As <see cref="Entry.LockOwner"/>.</param>
public sealed record Effects(
    EntryType Type, IReadOnlyList<Lot> Consumed, IReadOnlyList<Lot> Touched, IReadOnlyList<Lot> Created,
    string? LockOwner) : Decision
{
    /// <summary>Every lot as the entry leaves it: new, touched, consumed.</summary>
    public IEnumerable<Lot> Lots => [.. Created, .. Touched, .. Consumed];
}
