using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Messaging;

namespace SupplyFinance.BankSettlement;

/// <summary>What a deal financed, by the lot that its financier received.</summary>
public sealed class DealLotRow
{
    private const string Columns =
        "financier_lot_id, version, deal_id, receivable_id, financier_id, seller_id, financed_amount, "
        + "fees_from_reserve";

    private static readonly Sql Put = Sql.UpsertIfNewer("deal_lot", "financier_lot_id", Columns);
    private static readonly Sql OfReceivable =
        Sql.Of($"select {Columns} from deal_lot where receivable_id = @receivableId");

    public Guid FinancierLotId { get; init; }
    public long Version { get; init; }
    public Guid DealId { get; init; }
    public Guid ReceivableId { get; init; }
    public Guid FinancierId { get; init; }
    public Guid SellerId { get; init; }
    public long FinancedAmount { get; init; }
    public long FeesFromReserve { get; init; }

    public static Task<IReadOnlyList<DealLotRow>> Of(UnitOfWork work, Guid receivableId) =>
        work.Query<DealLotRow>(OfReceivable, new { receivableId });

    internal Task Keep(UnitOfWork work) => work.Execute(Put, this);
}

/// <summary>Keeps a deal's figures, for the second level of the waterfall and for the books.</summary>
public static class KeepDeal
{
    private static readonly Sql Put = Sql.UpsertIfNewer("deal", "id", "id, version, body");

    public static async Task Handle(DealChanged message, UnitOfWork work)
    {
        if (await work.Execute(
            Put, new { message.Id, message.Version, Body = MessageJson.Write(message) }) == 0) return;
        foreach (var lot in message.Lots)
        {
            await new DealLotRow
            {
                FinancierLotId = lot.FinancierLotId,
                Version = message.Version,
                DealId = message.Id,
                ReceivableId = lot.ReceivableId,
                FinancierId = message.FinancierId,
                SellerId = message.SellerId,
                FinancedAmount = lot.FinancedAmount,
                FeesFromReserve = lot.FeesFromReserve,
            }.Keep(work);
        }

        await DealBooks.Settle(work, message.Id);
        foreach (var receivable in message.Lots.Select(x => x.ReceivableId).Distinct()) await Maturity.Turn(
            work, receivable);
    }
}
