using SupplyFinance.Contracts;

namespace SupplyFinance.Ledger.Title;

/// <summary>Ends free lots without money: a discharge with nothing paid; signed by holders and debtor.</summary>
public static class Voiding
{
    public static Decision Decide(VoidLots voiding, RegisterView view)
    {
        if (Register.Document(voiding.AgreementHash) is { } unnamed) return unnamed;
        if (Register.Inputs(voiding.LotIds, view, out var lots) is { } refusal) return refusal;
        if (Register.Free(lots) is { } locked) return locked;
        if (Party.Missing(voiding.SignedBy, HoldersAndDebtor(lots)) is { } unsigned) return unsigned;
        return new Effects(
            EntryType.Void,
            [
                .. lots.Select(lot =>
                    Register.Ended(lot, LotStates.Discharged, view) with { Extinguished = lot.Amount }),
            ],
            [], [], null);
    }

    /// <summary>Those whom an end without payment concerns.</summary>
    internal static IEnumerable<string> HoldersAndDebtor(IReadOnlyList<Lot> lots) =>
        lots.Select(lot => lot.HolderId).Append(lots[0].DebtorId).Distinct().Select(Party.Organisation);
}
