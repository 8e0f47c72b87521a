using SupplyFinance.Contracts;

namespace SupplyFinance.Ledger.Title;

/// <summary>Extinguishes face against a bank receipt; signed by the owner of the collection lock. What is left lives on
/// as a new lot with the same holder and lock. Where less is paid than extinguished (early payment) the holder signs as
/// well.</summary>
public static class Discharge
{
    public static Decision Decide(DischargeLots discharge, RegisterView view)
    {
        if (string.IsNullOrWhiteSpace(discharge.ReceiptReference))
            return new Refusal(RefusalCodes.NoReceipt, "No bank receipt is named.");
        if (Register.Inputs([.. discharge.Discharges.Select(d => d.LotId)], view, out var lots) is { } refusal)
            return refusal;
        if (Register.Under(discharge.LockReference, lots, out var held) is { } foreign) return foreign;
        if (held!.Purpose != LockPurposes.Collection)
            return new Refusal(RefusalCodes.LotLocked, $"A {held.Purpose} lock does not discharge.", lots[0].LastEntry);
        var pairs = discharge.Discharges.Zip(lots).ToArray();
        if (pairs.Select(pair => Amounts(pair.First, pair.Second)).FirstOrDefault(r => r is not null) is { } wrong)
            return wrong;
        var acceptances = pairs.Where(p => p.First.AmountPaid != p.First.FaceExtinguished)
            .Select(p => Party.Organisation(p.Second.HolderId));
        if (Party.Missing(discharge.SignedBy, [held.Owner, .. acceptances.Distinct()]) is { } unsigned) return unsigned;
        var partial = pairs.Where(p => p.First.FaceExtinguished < p.Second.Amount).ToArray();
        Guid[] restIds = [.. partial.Select(p => p.First.RestLotId)];
        if (Register.NewIds(restIds, view, [.. lots.Select(lot => lot.Id)]) is { } taken) return taken;
        return new Effects(
            EntryType.Discharge, [.. pairs.Select(pair => Consumed(pair.First, pair.Second, view))], [],
            [.. partial.Select(pair => Register.Child(
                pair.Second, pair.First.RestLotId, pair.Second.Amount - pair.First.FaceExtinguished, view))], null);
    }

    private static Refusal? Amounts(LotDischarge discharge, Lot lot)
    {
        if (discharge.FaceExtinguished <= 0 || discharge.AmountPaid <= 0)
            return new Refusal(RefusalCodes.NotPositive,
                $"Lot {lot.Id}: {discharge.FaceExtinguished} extinguished for {discharge.AmountPaid}.");
        return discharge.FaceExtinguished > lot.Amount || discharge.AmountPaid > discharge.FaceExtinguished
            ? new Refusal(
                RefusalCodes.SumMismatch,
                $"Lot {lot.Id} of {lot.Amount}: {discharge.FaceExtinguished} extinguished for {discharge.AmountPaid}.")
            : null;
    }

    private static Lot Consumed(LotDischarge discharge, Lot lot, RegisterView view)
    {
        var state = discharge.FaceExtinguished == lot.Amount ? LotStates.Discharged : LotStates.Consumed;
        return Register.Ended(lot, state, view) with
        {
            Extinguished = discharge.FaceExtinguished, Paid = discharge.AmountPaid,
        };
    }
}
