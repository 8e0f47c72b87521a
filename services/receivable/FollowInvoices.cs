using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Receivables;

/// <summary>Keeps a copy of the invoices that receivables may be made of.</summary>
public static class FollowInvoices
{
    private static readonly Sql Put = Sql.UpsertIfNewer(
        "invoice_copy", "id", "id, version, seller_id, buyer_id, state, currency, amount, due_date, delivered");

    public static Task Handle(InvoiceChanged message, UnitOfWork work) => work.Execute(Put, new
    {
        message.Id,
        message.Version,
        message.SellerId,
        message.BuyerId,
        message.State,
        message.Currency,
        message.Amount,
        message.DueDate,
        Delivered = message.DeliveryDate ?? message.IssueDate,
    });
}
