using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Receivables;

/// <summary>A supplier proposes a receivable over its invoices to their debtor, who sees them from then on.</summary>
public static class ProposeReceivable
{
    private static readonly Sql FindInvoice =
        Sql.Of("select * from invoice_copy where id = @invoiceId and state = @valid");

    private static readonly Sql Use = Sql.InsertIfAbsent("invoice_in_use", "invoice_id", "invoice_id, receivable_id");

    /// <summary>The invoices that make one receivable.</summary>
    /// <param name="Id">Made by the client, so that a repeated proposal is recognised; without it one is made
    /// here.</param>
    /// <param name="DueDate">Where the invoices name none, or a later one than theirs.</param>
    public sealed record Request(Guid[] InvoiceIds, Guid? Id = null, DateOnly? DueDate = null);

    public static async Task<Result<ReceivableView>> Handle(Request request, Caller caller, UnitOfWork work)
    {
        var id = request.Id is { } given && given != Guid.Empty ? given : Guid.CreateVersion7();
        if (await ReceivableRows.Find(work, id) is { } earlier)
        {
            return earlier.SupplierId == caller.OrganisationId && earlier.InvoiceIds.SequenceEqual(request.InvoiceIds)
                ? Answer(earlier, work)
                : new IdInUse(id);
        }

        var asked = new List<(Guid Id, InvoiceCopy? Copy)>();
        foreach (var invoiceId in request.InvoiceIds.Take(Receivable.MaxInvoices + 1))
            asked.Add((invoiceId,
                (await work.QueryFirst<Row>(FindInvoice, new { invoiceId, valid = InvoiceStates.Valid }))?.Copy()));
        var decision = Proposal.Decide(id, caller.OrganisationId, asked, request.DueDate, work.BusinessNow,
            work.BusinessToday);
        if (decision.IsFailure) return decision.Failure;
        foreach (var invoiceId in request.InvoiceIds)
            if (await work.Execute(Use, new { invoiceId, ReceivableId = id }) == 0) return new InvoiceInUse(invoiceId);
        await ReceivableRows.Insert(work, decision.Value);
        return Answer(decision.Value, work);
    }

    private static Result<ReceivableView> Answer(Receivable receivable, UnitOfWork work) =>
        ((Result<ReceivableView>)ReceivableView.Of(receivable, work.BusinessToday))
            .Created($"/api/receivables/{receivable.Id}").At(receivable.Version);

    private sealed class Row
    {
        public Guid Id { get; init; }
        public Guid SellerId { get; init; }
        public Guid BuyerId { get; init; }
        public string Currency { get; init; } = "";
        public long Amount { get; init; }
        public DateOnly? DueDate { get; init; }
        public DateOnly Delivered { get; init; }

        public InvoiceCopy Copy() =>
            new(Id, SellerId, BuyerId, new Money(Amount, Platform.Money.Currency.Of(Currency)), DueDate, Delivered);
    }
}
