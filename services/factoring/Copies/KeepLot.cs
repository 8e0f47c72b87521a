using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Factoring.Copies;

/// <summary>This service's copy of the ledger's lots.</summary>
public static class KeepLot
{
    private static readonly Sql Put = Sql.UpsertIfNewer(
        "lot", "id",
        "id, version, receivable_id, debtor_id, holder_id, currency, amount, due_date, state, lock_purpose, lock_reference");

    public static Task Handle(LotChanged message, UnitOfWork work) => work.Execute(Put, message);
}
