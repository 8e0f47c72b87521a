using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Receivables.Lots;

/// <summary>Lists transfers from and to an organisation in the order they were approved.</summary>
public static class ListLotTransfers
{
    private static readonly Sql PageOf = Sql.By(d => $"""
        select * from lot_transfer
        where position > @after and (@state is null or state = @state)
          and (@seesAll = 1 or holder_id = @organisationId or receiver_id = @organisationId)
        order by position {d.First("@limit")}
        """);

    /// <param name="state">One of a transfer's states; without it all.</param>
    public static async Task<Result<Page<LotTransferView>>> Handle(Paging paging, string? state, Caller caller,
        UnitOfWork work)
    {
        var rows = await work.Query<LotTransferRow>(PageOf, new
        {
            paging.After,
            state,
            SeesAll = ReceivableRows.SeesAll(caller) ? 1 : 0,
            caller.OrganisationId,
            Limit = paging.Limit + 1,
        });
        return paging.Of(rows, row => row.Position, row => row.View());
    }
}
