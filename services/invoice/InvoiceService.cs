using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Invoices;

/// <summary>Invoices: evidence uploaded by suppliers, checked against EN 16931, fingerprinted so that none is financed
/// twice.</summary>
public static class InvoiceService
{
    public static readonly ServiceDefinition Definition = new("invoice", typeof(InvoiceService).Assembly)
    {
        Examples = InvoiceExamples.Table,
        Routes = routes =>
        {
            var invoices = routes.MapGroup("/api/invoices").WithTags("Invoices");
            invoices.MapPost("", RegisterInvoice.Handle).Allow([OrganisationKinds.Supplier], [Roles.Maker])
                .WithBodyLimit(BodyLimit.Document)
                .AddOpenApiOperationTransformer(RegisterInvoice.DescribeBody)
                .WithSummary("Uploads a UBL 2.1 invoice")
                .WithDescription("The body is the file. An invalid file is kept, listed, and answered 422 with every broken "
                    + "rule in `violations`.");
            invoices.MapGet("", ListInvoices.Handle).AllowReaders()
                .WithSummary("Invoices you uploaded or that were disclosed to you");
            invoices.MapGet("/{id:guid}", GetInvoice.Handle).AllowReaders()
                .WithSummary("One invoice with its lines, flags and broken rules");
            invoices.MapGet("/{id:guid}/document", GetInvoiceDocument.Handle).AllowReaders()
                .WithSummary("The uploaded bytes, unchanged; their SHA-256 is the invoice's documentSha256")
                .Produces<string>(StatusCodes.Status200OK, "application/xml");
            invoices.MapPost("/{id:guid}/clear-flags", ClearFlags.Handle)
                .Allow([OrganisationKinds.Operator], [Roles.Maker])
                .WithSummary("Proposes to clear an invoice's flags; the operator's checker approves");
        },
        FourEyes = commands => commands.On<ClearFlags.Command, InvoiceView>(ClearFlags.Name, ClearFlags.Approved),
        Consumers = consumers => consumers
            .On<OrganisationChanged>(Parties.Keep)
            .On<ClaimInvoices>(ClaimFingerprints.Handle)
            .On<ReleaseInvoiceClaim>(ReleaseClaim.Handle),
        Republishes = new Dictionary<Type, Func<UnitOfWork, long, Task<long?>>>
        {
            [typeof(InvoiceChanged)] = Invoice.Republish,
        },
    };
}
