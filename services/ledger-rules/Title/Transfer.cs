using SupplyFinance.Contracts;

namespace SupplyFinance.Ledger.Title;

/// <summary>Consumes lots and creates outputs that sum to them: transfer, split, or both. Signed by the holders, or by
/// the lock's owner and then only to the lock's beneficiary.</summary>
public static class Transfer
{
    public static Decision Decide(TransferLots transfer, RegisterView view)
    {
        if (Register.Inputs(transfer.LotIds, view, out var inputs) is { } refusal) return refusal;
        if (transfer.Outputs.Length == 0) return new Refusal(RefusalCodes.EmptyInstruction, "No output is named.");
        if (inputs.Any(lot => lot.DueDate != inputs[0].DueDate))
            return new Refusal(RefusalCodes.MixedDueDate, "The lots fall due on different days.");
        if (Register.NewIds([.. transfer.Outputs.Select(output => output.LotId)], view, transfer.LotIds) is { } taken)
            return taken;
        if (transfer.Outputs.FirstOrDefault(output => output.Amount <= 0) is { } nothing)
            return new Refusal(RefusalCodes.NotPositive, $"Output {nothing.LotId} of {nothing.Amount}.");
        var (sumIn, sumOut) =
            (inputs.Sum(lot => (decimal)lot.Amount), transfer.Outputs.Sum(output => (decimal)output.Amount));
        if (sumIn != sumOut)
            return new Refusal(RefusalCodes.SumMismatch, $"Inputs sum to {sumIn}, outputs to {sumOut}.");
        if (Entitled(transfer, inputs) is { } unentitled) return unentitled;
        if (Fill(transfer.Outputs, inputs, view) is not { } created)
            return new Refusal(RefusalCodes.MixedRoot, "An output would be filled from two receivables.");
        Lot[] consumed = [.. inputs.Select(lot => Register.Ended(lot, LotStates.Consumed, 0, view))];
        return new Effects(EntryType.Transfer, consumed, [], created, null);
    }

    private static Refusal? Entitled(TransferLots transfer, IReadOnlyList<Lot> inputs)
    {
        if (transfer.LockReference is not { } reference)
        {
            return Register.Free(inputs)
                ?? Party.Missing(transfer.SignedBy, inputs.Select(lot => Party.Organisation(lot.HolderId)).Distinct());
        }

        if (Register.Under(reference, inputs, out var held) is { } refusal) return refusal;
        if (Party.Missing(transfer.SignedBy, [held!.Owner]) is { } unsigned) return unsigned;
        return transfer.Outputs.FirstOrDefault(output => output.HolderId != held.BeneficiaryId) is { } elsewhere
            ? new Refusal(RefusalCodes.WrongBeneficiary,
                $"The {held.Purpose} lock does not let {elsewhere.HolderId} receive.")
            : null;
    }

    // Outputs are filled from the inputs in order; one that would straddle two roots has no root of its own, which is
    // no lot.
    private static List<Lot>? Fill(LotOutput[] outputs, IReadOnlyList<Lot> inputs, RegisterView view)
    {
        var created = new List<Lot>();
        var (input, left) = (0, inputs[0].Amount);
        foreach (var output in outputs)
        {
            var parents = new List<Lot>();
            for (var missing = output.Amount; missing > 0;)
            {
                if (left == 0) left = inputs[++input].Amount;
                parents.Add(inputs[input]);
                var taken = Math.Min(missing, left);
                (missing, left) = (missing - taken, left - taken);
            }

            if (parents.Exists(parent => parent.ReceivableId != parents[0].ReceivableId)) return null;
            created.Add(parents[0] with
            {
                Id = output.LotId, HolderId = output.HolderId, Amount = output.Amount, Lock = null,
                ParentIds = [.. parents.Select(p => p.Id)],
                CreatedByEntry = view.NextEntry, LastEntry = view.NextEntry, Version = 1,
            });
        }

        return created;
    }
}
