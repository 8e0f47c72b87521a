using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Factoring.Deals;

/// <summary>Publishes deals' current states again.</summary>
internal static class RepublishDeals
{
    private static readonly Sql PageOf = Sql.By(d =>
        $"select {DealStore.Columns} from deal where position > @after order by position {d.First("@limit")}");

    public static async Task<long?> Publish(UnitOfWork work, long after)
    {
        var deals = await work.Query<Deal>(PageOf, new { after, Limit = Republishing.PageSize });
        foreach (var deal in deals) work.Publish(deal.Changed(await DealStore.LotsOf(work, deal.Id)));
        return deals.Count < Republishing.PageSize ? null : deals[^1].Position;
    }
}
