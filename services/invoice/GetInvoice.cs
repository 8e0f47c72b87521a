using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Invoices;

/// <summary>Shows one invoice to its uploader and to whom it was disclosed.</summary>
public static class GetInvoice
{
    public static async Task<Result<InvoiceView>> Handle(Guid id, Caller caller, UnitOfWork work) =>
        await Invoice.Find(work, id) is { } invoice && await invoice.IsVisibleTo(caller, work)
            ? ((Result<InvoiceView>)InvoiceView.Of(invoice)).At(invoice.Version)
            : new NotFound("invoice", id);
}
