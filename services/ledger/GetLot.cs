using SupplyFinance.Ledger.Title;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Money;
using Amount = SupplyFinance.Platform.Money.Money;

namespace SupplyFinance.Ledger;

/// <summary>A lot as of the log's present size.</summary>
public static class GetLot
{
    /// <param name="AsOfSize">The log's size at which this was read: the holder is the holder as of it.</param>
    /// <param name="AsOf">The system clock then.</param>
    /// <param name="Frozen">By a court's order: it neither moves nor is locked nor discharged.</param>
    /// <param name="Conditional">A purchase order's: nothing is owed on it yet.</param>
    /// <param name="SplitDepth">Splits between the issue and this lot.</param>
    public sealed record Answer(
        Guid Id, long Version, Guid ReceivableId, Guid DebtorId, Guid HolderId, Amount Amount, DateOnly DueDate,
        string State, LockAnswer? Lock, IReadOnlyList<Guid> ParentIds, long CreatedByEntry, long LastEntry, long AsOfSize,
        DateTimeOffset AsOf, bool Frozen, bool Conditional, int SplitDepth);

    /// <summary>The lock that the lot is under.</summary>
    public sealed record LockAnswer(
        string Purpose, string Owner, Guid Reference, Guid? BeneficiaryId, DateTimeOffset? Until);

    public static async Task<Result<Answer>> Handle(Guid id, Caller caller, UnitOfWork work)
    {
        if (await LotTable.One(work, id) is not { } lot || !await LotAccess.Allows(work, caller, id))
            return new NotFound("lot", id);
        return ((Result<Answer>)Shown(lot, await EntryTable.Size(work), work.Now)).At(lot.Version);
    }

    private static Answer Shown(Lot lot, long size, DateTimeOffset now) => new(
        lot.Id, lot.Version, lot.ReceivableId, lot.DebtorId, lot.HolderId,
        new Amount(lot.Amount, Currency.Of(lot.Currency)), lot.DueDate, lot.State,
        lot.Lock is { } held
            ? new LockAnswer(held.Purpose, held.Owner, held.Reference, held.BeneficiaryId, held.Until)
            : null,
        lot.ParentIds, lot.CreatedByEntry, lot.LastEntry, size, now, lot.IsFrozen, lot.IsConditional,
        lot.SplitDepth);
}
