using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Receivables.Lots;

/// <summary>Lists lots in the order this service learnt of them.</summary>
public static class ListLots
{
    private static readonly Sql PageOf = Sql.By(d => $"""
        select l.*, t.transfer_id from lot l left join lot_in_transfer t on t.lot_id = l.id
        where l.position > @after and (@state is null or l.state = @state)
          and (@receivableId is null or l.receivable_id = @receivableId)
          and (@seesAll = 1 or l.holder_id = @organisationId or l.debtor_id = @organisationId or l.id in (
            select object_id from disclosure
            where organisation_id = @organisationId and (until is null or until > @businessNow)))
        order by l.position {d.First("@limit")}
        """);

    /// <param name="state"><c>live</c>, <c>consumed</c> or <c>discharged</c>; without it all.</param>
    /// <param name="receivableId">Only the lots of one receivable.</param>
    public static async Task<Result<Page<LotView>>> Handle(Paging paging, string? state, Guid? receivableId,
        Caller caller, UnitOfWork work)
    {
        var rows = await work.Query<LotRow>(PageOf, new
        {
            paging.After,
            state,
            receivableId,
            SeesAll = ReceivableRows.SeesAll(caller) ? 1 : 0,
            caller.OrganisationId,
            work.BusinessNow,
            Limit = paging.Limit + 1,
        });
        return paging.Of(rows, row => row.Position, row => row.View());
    }
}
