using SupplyFinance.Contracts;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Receivables;

/// <summary>What the receivable service keeps of a valid invoice.</summary>
/// <param name="Delivered">The delivery the invoice names, else its issue date.</param>
public sealed record InvoiceCopy(Guid Id, Guid SellerId, Guid BuyerId, Money Amount, DateOnly? DueDate,
    DateOnly Delivered);

/// <summary>Decides whether invoices make one receivable: one supplier, one debtor, one currency, one due
/// date.</summary>
public static class Proposal
{
    /// <param name="asked">The invoices asked for, in order, with the supplier's copy where there is one.</param>
    /// <param name="dueDate">Overrides the invoices' latest due date, never to an earlier day.</param>
    public static Result<Receivable> Decide(
        Guid id, Guid supplierId, IReadOnlyList<(Guid Id, InvoiceCopy? Copy)> asked, DateOnly? dueDate,
        DateTimeOffset now, DateOnly today)
    {
        if (asked.Count == 0) return new NoInvoices();
        if (asked.Count > Receivable.MaxInvoices) return new TooManyInvoices(Receivable.MaxInvoices);
        var twice = asked.GroupBy(x => x.Id).FirstOrDefault(x => x.Count() > 1);
        if (twice is not null) return new InvoiceTwice(twice.Key);
        foreach (var (invoiceId, copy) in asked)
            if (copy is null || copy.SellerId != supplierId) return new InvoiceUnknown(invoiceId);

        var invoices = asked.Select(x => x.Copy!).ToList();
        if (invoices.Exists(x => x.BuyerId != invoices[0].BuyerId)) return new InvoicesDiffer("debtor");
        if (invoices.Exists(x => x.Amount.Currency != invoices[0].Amount.Currency))
            return new InvoicesDiffer("currency");
        if (invoices.Exists(x => !x.Amount.IsPositive)) return new AmountNotPositive("invoiceIds");

        var latest = invoices.Max(x => x.DueDate);
        if ((dueDate ?? latest) is not { } due) return new DueDateMissing();
        if (due < latest) return new DueDateBeforeInvoice(latest.Value);
        if (invoices.Sum(x => (decimal)x.Amount.Minor) > long.MaxValue)
            return new AmountTooLarge();
        var amount = invoices.Select(x => x.Amount).Aggregate((a, b) => a + b);
        var rolled = BusinessCalendar.For(amount.Currency.Code).Roll(due);
        var policy = TenorPolicy.For(amount.Currency.Code, today);
        return Receivable.Tenor(rolled, today, policy) ?? (Result<Receivable>)new Receivable(
            id, 1, supplierId, invoices[0].BuyerId, invoices.Select(x => x.Id).ToList(), amount, null, rolled, due,
            invoices.Min(x => x.Delivered), ReceivableStates.Proposed, null, Receivable.DefaultLateRate, null,
            now + Receivable.LapsesAfter, policy.Name, null);
    }
}
