using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Receivables;

/// <summary>Follows what was collected: a receivable becomes overdue or paid, and an overdue one stops its debtor's
/// new certificates.</summary>
public static class FollowCollections
{
    private static readonly Sql Put = Sql.UpsertIfNewer("collection", "id", "id, version, debtor_id, state");

    public static async Task Handle(CollectionChanged message, UnitOfWork work)
    {
        if (await work.Execute(Put, message) == 0) return;
        if (await ReceivableRows.Hold(work, message.Id) is { } receivable
            && receivable.Collected(message.State) is { } next)
            await ReceivableRows.Save(work, next);
    }
}
