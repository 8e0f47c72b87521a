using SupplyFinance.Contracts;

namespace SupplyFinance.Ledger.Title;

/// <summary>Consumes lots and creates outputs that sum to them: transfer, split, or both. Signed by the holders, within
/// the policy on splits; or by the lock's owner and then only to the lock's beneficiary, whatever the policy: once money
/// is settled nothing but a court's freeze may refuse the title.</summary>
public static class Transfer
{
    public static Decision Decide(TransferLots transfer, RegisterView view)
    {
        if (Register.Inputs(transfer.LotIds, view, out var inputs) is { } refusal) return refusal;
        if (Outputs.Check(transfer.Outputs, inputs, view) is { } wrong) return wrong;
        if (Entitled(transfer, inputs) is { } unentitled) return unentitled;
        if (Register.Alike(inputs) is { } mixed) return mixed;
        if (Outputs.Fill(transfer.Outputs, inputs, view, out var filled) is { } straddling) return straddling;
        if (transfer.LockReference is null && view.Policy?.Refuses(filled) is { } outOfBounds) return outOfBounds;
        return new Effects(
            EntryType.Transfer, [.. inputs.Select(lot => Register.Ended(lot, LotStates.Consumed, view))], [],
            [.. filled.Select(output => output.Lot with { Lock = null })], null);
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
}
