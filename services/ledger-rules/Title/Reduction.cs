using SupplyFinance.Contracts;

namespace SupplyFinance.Ledger.Title;

/// <summary>A credit note makes free lots smaller; signed by holders and debtor. A locked lot is not reduced: somebody
/// counts on its face.</summary>
public static class Reduction
{
    public static Decision Decide(ReduceLots reduction, RegisterView view)
    {
        if (Register.Document(reduction.CreditNoteHash) is { } unnamed) return unnamed;
        if (Register.Inputs([.. reduction.Reductions.Select(r => r.LotId)], view, out var lots) is { } refusal)
            return refusal;
        if (Register.Free(lots) is { } locked) return locked;
        var pairs = reduction.Reductions.Zip(lots).ToArray();
        if (pairs.FirstOrDefault(p => p.First.ReducedBy <= 0) is { First: { } nothing })
            return new Refusal(RefusalCodes.NotPositive, $"Lot {nothing.LotId} reduced by {nothing.ReducedBy}.");
        if (pairs.FirstOrDefault(p => p.First.ReducedBy >= p.Second.Amount) is { First: { } whole, Second: var lot })
            return new Refusal(RefusalCodes.SumMismatch,
                $"Lot {lot.Id} of {lot.Amount} reduced by {whole.ReducedBy}: what leaves nothing is a void.");
        if (Party.Missing(reduction.SignedBy, Voiding.HoldersAndDebtor(lots)) is { } unsigned) return unsigned;
        Guid[] restIds = [.. reduction.Reductions.Select(r => r.RestLotId)];
        if (Register.NewIds(restIds, view, [.. lots.Select(x => x.Id)]) is { } taken) return taken;
        return new Effects(
            EntryType.Reduce,
            [
                .. pairs.Select(p =>
                    Register.Ended(p.Second, LotStates.Consumed, view) with { Reduced = p.First.ReducedBy }),
            ],
            [],
            [
                .. pairs.Select(p =>
                    Register.Child(p.Second, p.First.RestLotId, p.Second.Amount - p.First.ReducedBy, view)),
            ],
            null);
    }
}
