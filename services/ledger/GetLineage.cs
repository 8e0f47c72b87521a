using SupplyFinance.Ledger.Title;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Money;
using Amount = SupplyFinance.Platform.Money.Money;

namespace SupplyFinance.Ledger;

/// <summary>The path of a lot from the debtor's issue: holders and amounts, no prices. For each holder on the
/// path.</summary>
public static class GetLineage
{
    /// <param name="Path">From the root lot to this one, in the order of the log.</param>
    public sealed record Answer(
        Guid LotId, Guid ReceivableId, Guid DebtorId, IReadOnlyList<Step> Path, long AsOfSize, DateTimeOffset AsOf);

    /// <summary>One lot on the path.</summary>
    public sealed record Step(
        Guid LotId, Guid HolderId, Amount Amount, string State, IReadOnlyList<Guid> ParentIds, long CreatedByEntry);

    public static async Task<Result<Answer>> Handle(Guid id, Caller caller, UnitOfWork work)
    {
        if (await LotTable.One(work, id) is not { } lot || !await LotAccess.Allows(work, caller, id))
            return new NotFound("lot", id);
        var path = await LotTable.Path(work, id);
        return new Answer(id, lot.ReceivableId, lot.DebtorId, [.. path.Select(Shown)], await EntryTable.Size(work),
            work.Now);
    }

    private static Step Shown(Lot lot) => new(
        lot.Id, lot.HolderId, new Amount(lot.Amount, Currency.Of(lot.Currency)), lot.State, lot.ParentIds,
        lot.CreatedByEntry);
}
