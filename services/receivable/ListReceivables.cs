using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Receivables;

/// <summary>Lists receivables in the order they were proposed.</summary>
public static class ListReceivables
{
    private static readonly Sql PageOf = Sql.By(d => $"""
        select * from receivable
        where position > @after and (@state is null or state = @state)
          and (@seesAll = 1 or supplier_id = @organisationId or debtor_id = @organisationId or id in (
            select object_id from disclosure
            where organisation_id = @organisationId and (until is null or until > @businessNow)))
        order by position {d.First("@limit")}
        """);

    /// <param name="state">One of a receivable's states; without it all.</param>
    public static async Task<Result<Page<ReceivableView>>> Handle(Paging paging, string? state, Caller caller,
        UnitOfWork work)
    {
        var rows = await work.Query<ReceivableRows.Row>(PageOf, new
        {
            paging.After,
            state,
            SeesAll = ReceivableRows.SeesAll(caller) ? 1 : 0,
            caller.OrganisationId,
            work.BusinessNow,
            Limit = paging.Limit + 1,
        });
        return paging.Of(rows, row => row.Position, row => ReceivableView.Of(row.Receivable(), work.BusinessToday));
    }
}
