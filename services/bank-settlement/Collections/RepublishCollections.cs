using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.BankSettlement;

/// <summary>Publishes the current state of collections again, page by page.</summary>
public static class RepublishCollections
{
    private static readonly Sql PageOf = Sql.By(d =>
        $"select {Collection.Columns} from collection where position > @after order by position {d.First("@count")}");

    public static async Task<long?> Page(UnitOfWork work, long after)
    {
        var rows = await work.Query<Collection>(PageOf, new { after, count = Republishing.PageSize });
        foreach (var row in rows) work.Publish(row.Changed());
        return rows.Count == Republishing.PageSize ? rows[^1].Position : null;
    }
}
