using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Invoices;

/// <summary>Hands out the uploaded bytes unchanged. The operator sees that an invoice exists, not its
/// document.</summary>
public static class GetInvoiceDocument
{
    private static readonly Sql Find = Sql.Of("select bytes from invoice_document where invoice_id = @id");

    public static async Task<IResult> Handle(Guid id, Caller caller, UnitOfWork work, HttpContext context)
    {
        var officeOnly = caller.Is(OrganisationKinds.Operator) && caller.Kinds.Count == 1;
        if (officeOnly || await Invoice.Find(work, id) is not { } invoice || !await invoice.IsVisibleTo(caller, work))
            return Problems.Of(new NotFound("invoice document", id), context);
        // A file somebody else wrote is never shown as a page of ours.
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"invoice-{id}.xml\"";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Bytes((await work.QueryFirst<byte[]>(Find, new { id }))!, "application/xml");
    }
}
