using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Invoices;

/// <summary>Lists invoices in the order they were uploaded, invalid ones among them.</summary>
public static class ListInvoices
{
    private static readonly Sql PageOf = Sql.By(d => $"""
        select {Invoice.Summary} from invoice
        where position > @after and (@state is null or state = @state)
          and (@seesAll = 1 or owner_id = @organisationId or id in (
            select object_id from disclosure
            where organisation_id = @organisationId and (until is null or until > @businessNow)))
        order by position {d.First("@limit")}
        """);

    /// <param name="state"><c>valid</c> or <c>invalid</c>; without it both.</param>
    public static async Task<Result<Page<InvoiceSummary>>> Handle(Paging paging, string? state, Caller caller,
        UnitOfWork work)
    {
        var rows = await work.Query<Invoice>(PageOf, new
        {
            paging.After,
            state,
            SeesAll = Invoice.SeesAll(caller) ? 1 : 0,
            caller.OrganisationId,
            work.BusinessNow,
            Limit = paging.Limit + 1,
        });
        return paging.Of(rows, row => row.Position, InvoiceSummary.Of);
    }
}
