using SupplyFinance.Contracts;

namespace SupplyFinance.Ledger.Title;

/// <summary>Brings back face that a discharge extinguished, because the bank took the money back; signed by bank-settlement
/// and by the operator, four eyes. The new lot belongs to the holder who was discharged and is under the collection lock
/// again: it is past its record date. All reinstatements of one lot's discharge together never exceed what that
/// extinguished.</summary>
public static class Reinstatement
{
    public static Decision Decide(ReinstateLots reinstatement, RegisterView view)
    {
        if (string.IsNullOrWhiteSpace(reinstatement.ReversalReference))
            return new Refusal(RefusalCodes.NoReceipt, "No bank reversal is named.");
        var parts = reinstatement.Reinstatements;
        if (Register.Known([.. parts.Select(r => r.DischargedLotId)], view, out var lots) is { } refusal) return refusal;
        var pairs = parts.Zip(lots).ToArray();
        if (pairs.Select(pair => Amount(pair.First, pair.Second)).FirstOrDefault(r => r is not null) is { } wrong)
            return wrong;
        if (Party.MissingOperator(reinstatement.SignedBy, view, Party.BankSettlement) is { } unsigned) return unsigned;
        Guid[] newIds = [.. parts.Select(r => r.NewLotId)];
        if (Register.NewIds(newIds, view, [.. lots.Select(lot => lot.Id)]) is { } taken) return taken;
        return new Effects(
            EntryType.Reinstate, [],
            [
                .. pairs.Select(pair => Register.Changed(
                    pair.Second with { Reinstated = pair.Second.Reinstated + pair.First.Amount }, view)),
            ],
            [.. pairs.Select(pair => Back(pair.First, pair.Second, view))], Party.BankSettlement);
    }

    private static Refusal? Amount(LotReinstatement part, Lot lot)
    {
        if (lot.Paid == 0)
            return new Refusal(RefusalCodes.NotDischarged, $"Lot {lot.Id} was not discharged for money.", lot.LastEntry);
        if (part.Amount <= 0) return new Refusal(RefusalCodes.NotPositive, $"Lot {lot.Id} reinstated by {part.Amount}.");
        return part.Amount > lot.Extinguished - lot.Reinstated
            ? new Refusal(RefusalCodes.OverReinstated,
                $"Of the {lot.Extinguished} that lot {lot.Id}'s discharge extinguished, {lot.Reinstated} are back.",
                lot.LastEntry)
            : null;
    }

    private static Lot Back(LotReinstatement part, Lot lot, RegisterView view) =>
        Register.Child(lot, part.NewLotId, part.Amount, view) with
        {
            State = LotStates.Live, Extinguished = 0, Paid = 0, Reinstated = 0,
            Lock = new LotLock(LockPurposes.Collection, Party.BankSettlement, lot.ReceivableId, null, null),
        };
}
