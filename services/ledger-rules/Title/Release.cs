using SupplyFinance.Contracts;

namespace SupplyFinance.Ledger.Title;

/// <summary>Ends a lock; signed by its owner. The lots are free again, with exactly the rights that their holder had
/// before it locked them. A frozen lot is released too, and stays frozen: its holder loses nothing by it, and a payment
/// that provably never executes must be able to end its deal while the freeze lasts. Only what would take the lot from
/// its holder waits, the transfer after a settled payment (paid, title held) among it.</summary>
public static class Release
{
    public static Decision Decide(ReleaseLots release, RegisterView view)
    {
        if (Register.Inputs(release.LotIds, view, out var lots, frozenToo: true) is { } refusal) return refusal;
        if (Register.Under(release.LockReference, lots, out var held) is { } foreign) return foreign;
        if (Party.Missing(release.SignedBy, [held!.Owner]) is { } unsigned) return unsigned;
        return new Effects(EntryType.Release, [], [.. lots.Select(lot => Register.Relocked(lot, null, view))], [],
            null);
    }

    /// <summary>Was a lock asked to be released before it was taken? Then its owner must never get it: who asks for a
    /// release has undone the process, and messages may overtake each other.</summary>
    public static bool Cancels(Refusal refusal) => refusal.Reason is RefusalCodes.UnknownLock or RefusalCodes.LotLocked;
}
