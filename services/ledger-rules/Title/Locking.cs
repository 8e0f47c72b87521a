using SupplyFinance.Contracts;

namespace SupplyFinance.Ledger.Title;

/// <summary>Takes a lock. The holder's signature on an <c>auction</c> lock is its advance signature for the transfer
/// that its owner may turn it into, and on a <c>pledge</c> for the transfer to the creditor that it names; a
/// <c>collection</c> lock is a right granted in the issue and inherited, so bank-settlement alone takes it, once the debt
/// is owed.</summary>
public static class Locking
{
    public static Decision Decide(LockLots locking, RegisterView view)
    {
        if (Register.Inputs(locking.LotIds, view, out var lots) is { } refusal) return refusal;
        if (!Party.IsWellFormed(locking.Owner))
            return new Refusal(RefusalCodes.WrongSigner, $"'{locking.Owner}' names no party.");
        var forbidden = (locking.Purpose, locking.PriorReference) switch
        {
            (LockPurposes.Auction, null) => ByHolder(locking, lots, view),
            (LockPurposes.Deal, { } prior) => Turned(locking, prior, lots, view),
            (LockPurposes.Collection, null) => ForCollection(locking, lots),
            (LockPurposes.Pledge, null) => Pledged(locking, lots, view),
            _ => new Refusal(RefusalCodes.PurposeNotAllowed, $"A {locking.Purpose} lock cannot be taken in this way."),
        };
        if (forbidden is not null) return forbidden;
        var until = locking.Until is { } instant ? Instants.Cut(instant) : (DateTimeOffset?)null;
        var held = new LotLock(locking.Purpose, locking.Owner, locking.Reference, locking.BeneficiaryId, until);
        return new Effects(EntryType.Lock, [], [.. lots.Select(lot => Register.Relocked(lot, held, view))], [],
            held.Owner);
    }

    private static Refusal? ByHolder(LockLots locking, IReadOnlyList<Lot> lots, RegisterView view) =>
        Beneficiary(locking.BeneficiaryId is null, "An auction has no winner yet.") ?? Given(locking, lots, view);

    private static Refusal? Pledged(LockLots locking, IReadOnlyList<Lot> lots, RegisterView view) =>
        Beneficiary(locking.BeneficiaryId is not null, "A pledge names its creditor.") ?? Given(locking, lots, view);

    private static Refusal? Given(LockLots locking, IReadOnlyList<Lot> lots, RegisterView view) =>
        Register.Free(lots)
        ?? Party.Missing(locking.SignedBy, lots.Select(lot => Party.Organisation(lot.HolderId)).Distinct())
        ?? NotCancelled(locking, view);

    private static Refusal? Turned(LockLots locking, Guid prior, IReadOnlyList<Lot> lots, RegisterView view)
    {
        if (Beneficiary(locking.BeneficiaryId is not null, "A deal names its winner.") is { } unnamed) return unnamed;
        if (Register.Under(prior, lots, out var held) is { } refusal) return refusal;
        if (held!.Purpose != LockPurposes.Auction)
            return new Refusal(RefusalCodes.LotLocked, $"A {held.Purpose} lock cannot be turned.", lots[0].LastEntry);
        if (locking.Owner != held.Owner)
            return new Refusal(RefusalCodes.WrongSigner,
                $"The holder gave its advance signature to {held.Owner}, not to {locking.Owner}.");
        return Party.Missing(locking.SignedBy, [held.Owner]) ?? NotCancelled(locking, view);
    }

    private static Refusal? ForCollection(LockLots locking, IReadOnlyList<Lot> lots)
    {
        if (locking.Owner != Party.BankSettlement)
            return new Refusal(RefusalCodes.WrongSigner, $"A collection lock belongs to {Party.BankSettlement}.");
        if (lots.FirstOrDefault(lot => lot.ReceivableId != locking.Reference) is { } foreign)
            return new Refusal(RefusalCodes.MixedRoot, $"Lot {foreign.Id} is not of receivable {locking.Reference}.");
        if (lots.FirstOrDefault(lot => lot.IsConditional) is { } notOwed)
            return new Refusal(RefusalCodes.Conditional, $"Nothing is owed on lot {notOwed.Id} yet.");
        return Beneficiary(locking.BeneficiaryId is null, "A collection discharges; it moves no title.")
            ?? Register.Free(lots)
            ?? Party.Missing(locking.SignedBy, [Party.BankSettlement]);
    }

    private static Refusal? Beneficiary(bool right, string why) =>
        right ? null : new Refusal(RefusalCodes.WrongBeneficiary, why);

    private static Refusal? NotCancelled(LockLots locking, RegisterView view) =>
        view.LockCancelled
            ? new Refusal(RefusalCodes.LockCancelled, $"{locking.Reference} was released before it was locked.")
            : null;
}
