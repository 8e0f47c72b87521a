using SupplyFinance.Contracts;

namespace SupplyFinance.Ledger.Title;

/// <summary>Freezes lots, naming the order by its SHA-256; signed by the operator, four eyes. Given by the operator at the
/// ledger itself.</summary>
public sealed record FreezeLots(Guid InstructionId, Guid[] LotIds, string OrderHash, Signer[] SignedBy)
    : ILedgerInstruction;

/// <summary>Lifts a freeze, naming the order by its SHA-256; signed by the operator, four eyes. Given by the operator at
/// the ledger itself.</summary>
public sealed record UnfreezeLots(Guid InstructionId, Guid[] LotIds, string OrderHash, Signer[] SignedBy)
    : ILedgerInstruction;

/// <summary>A flag beside the lock. A frozen lot is not transferred, locked, discharged, reduced, voided or converted, and
/// a pledge on it does not expire, because its creditor cannot act either. Its lock may be released
/// (<see cref="Release"/>) and the law may assign it (<see cref="AssignmentByLaw"/>).</summary>
public static class Freezing
{
    public static Decision Decide(FreezeLots freeze, RegisterView view)
    {
        if (Register.Document(freeze.OrderHash) is { } unnamed) return unnamed;
        if (Register.Inputs(freeze.LotIds, view, out var lots) is { } refusal) return refusal;
        return (Decision?)Party.MissingOperator(freeze.SignedBy, view) ?? Set(EntryType.Freeze, lots, true, view);
    }

    public static Decision Decide(UnfreezeLots unfreeze, RegisterView view)
    {
        if (Register.Document(unfreeze.OrderHash) is { } unnamed) return unnamed;
        if (Register.Inputs(unfreeze.LotIds, view, out var lots, frozenToo: true) is { } refusal) return refusal;
        if (lots.FirstOrDefault(lot => !lot.IsFrozen) is { } free)
            return new Refusal(RefusalCodes.NotFrozen, $"Lot {free.Id} is not frozen.", free.LastEntry);
        return (Decision?)Party.MissingOperator(unfreeze.SignedBy, view) ?? Set(EntryType.Unfreeze, lots, false, view);
    }

    private static Effects Set(EntryType type, IReadOnlyList<Lot> lots, bool frozen, RegisterView view) =>
        new(type, [], [.. lots.Select(lot => Register.Changed(lot with { IsFrozen = frozen }, view))], [], null);
}
