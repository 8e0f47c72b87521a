using SupplyFinance.Contracts;

namespace SupplyFinance.Ledger.Title;

/// <summary>Ends a pledge whose time has come; given by the sequencer alone, found by its schedule.</summary>
public sealed record ExpireLocks(Guid InstructionId, Guid[] LotIds, Guid LockReference, Signer[] SignedBy)
    : ILedgerInstruction;

/// <summary>The one end of a lock by time. It is an entry like any other: whoever reads a lot before it finds the pledge
/// standing, whatever the clock says.</summary>
public static class Expiry
{
    public static Decision Decide(ExpireLocks expiry, RegisterView view)
    {
        if (Register.Inputs(expiry.LotIds, view, out var lots) is { } refusal) return refusal;
        if (Register.Under(expiry.LockReference, lots, out _) is { } foreign) return foreign;
        if (lots.FirstOrDefault(lot => !Expires(lot.Lock!, view.At)) is { } standing)
            return new Refusal(RefusalCodes.NotExpired, $"Lot {standing.Id}'s lock stands.", standing.LastEntry);
        if (Party.Missing(expiry.SignedBy, [Party.Ledger]) is { } unsigned) return unsigned;
        return new Effects(EntryType.Expire, [], [.. lots.Select(lot => Register.Relocked(lot, null, view))], [], null);
    }

    private static bool Expires(LotLock held, DateTimeOffset now) =>
        held is { Purpose: LockPurposes.Pledge, Until: { } until } && until <= now;
}
