using SupplyFinance.Contracts;

namespace SupplyFinance.Ledger.Title;

/// <summary>New lots that sum to the lots that an instruction consumes.</summary>
internal static class Outputs
{
    /// <summary>A new lot and whether it is a piece: at least one of its parents was not taken whole.</summary>
    internal sealed record Filled(Lot Lot, bool IsPiece);

    /// <summary>Outputs must be positive, under fresh ids, and sum to inputs that fall due on one day.</summary>
    internal static Refusal? Check(LotOutput[] outputs, IReadOnlyList<Lot> inputs, RegisterView view)
    {
        if (outputs.Length == 0) return new Refusal(RefusalCodes.EmptyInstruction, "No output is named.");
        if (inputs.Any(lot => lot.DueDate != inputs[0].DueDate))
            return new Refusal(RefusalCodes.MixedDueDate, "The lots fall due on different days.");
        Guid[] taken = [.. inputs.Select(lot => lot.Id)];
        if (Register.NewIds([.. outputs.Select(output => output.LotId)], view, taken) is { } refusal) return refusal;
        if (outputs.FirstOrDefault(output => output.Amount <= 0) is { } nothing)
            return new Refusal(RefusalCodes.NotPositive, $"Output {nothing.LotId} of {nothing.Amount}.");
        var (sumIn, sumOut) =
            (inputs.Sum(lot => (decimal)lot.Amount), outputs.Sum(output => (decimal)output.Amount));
        return sumIn == sumOut
            ? null
            : new Refusal(RefusalCodes.SumMismatch, $"Inputs sum to {sumIn}, outputs to {sumOut}.");
    }

    /// <summary>Outputs filled from the inputs in order, with their first parent's lock and freeze; one that would
    /// straddle two roots has no root of its own, which is no lot.</summary>
    internal static Refusal? Fill(
        LotOutput[] outputs, IReadOnlyList<Lot> inputs, RegisterView view, out IReadOnlyList<Filled> filled)
    {
        var created = new List<Filled>();
        filled = created;
        var (input, left) = (0, inputs[0].Amount);
        foreach (var output in outputs)
        {
            var (parents, isPiece) = (new List<Lot>(), false);
            for (var missing = output.Amount; missing > 0;)
            {
                if (left == 0) left = inputs[++input].Amount;
                parents.Add(inputs[input]);
                var taken = Math.Min(missing, left);
                isPiece |= taken < inputs[input].Amount;
                (missing, left) = (missing - taken, left - taken);
            }

            if (parents.Exists(parent => parent.ReceivableId != parents[0].ReceivableId))
                return new Refusal(RefusalCodes.MixedRoot, "An output would be filled from two receivables.");
            created.Add(new Filled(
                Register.Child(parents[0], output.LotId, output.Amount, view) with
                {
                    HolderId = output.HolderId, ParentIds = [.. parents.Select(p => p.Id)],
                    SplitDepth = parents.Max(parent => parent.SplitDepth) + (isPiece ? 1 : 0),
                },
                isPiece));
        }

        return null;
    }
}
