using FsCheck.Xunit;
using SupplyFinance.Contracts;

namespace SupplyFinance.Receivables.Tests;

public sealed class ProposalTests
{
    [Fact]
    public void Invoices_of_one_supplier_and_debtor_make_one_receivable_due_on_a_business_day()
    {
        var outcome = Make.Propose(null, Make.Invoice(100, "2026-06-18"), Make.Invoice(250, "2026-06-19"));

        Assert.Equal(ReceivableStates.Proposed, outcome.Value.State);
        Assert.Equal(Make.Cny(350), outcome.Value.Proposed);
        Assert.Equal((new DateOnly(2026, 6, 19), new DateOnly(2026, 6, 22)),
            (outcome.Value.AgreedDueDate, outcome.Value.DueDate));
        Assert.Equal("CNY-77-2025", outcome.Value.TenorPolicy);
        Assert.Equal([Warnings.SmeTerm], outcome.Value.WarningsOn(Make.Today));
    }

    [Fact]
    public void Each_broken_rule_is_named()
    {
        var mine = Make.Invoice();
        Assert.IsType<NoInvoices>(Make.Propose(null).Failure);
        Assert.IsType<TooManyInvoices>(Make.Propose(null, [.. Enumerable.Range(0, 201).Select(_ => Make.Invoice())])
            .Failure);
        Assert.IsType<InvoiceTwice>(Make.Propose(null, mine, mine).Failure);
        Assert.IsType<InvoiceUnknown>(Make.Propose(null, Make.Invoice(seller: Make.Other)).Failure);
        Assert.Equal(new InvoicesDiffer("debtor"), Make.Propose(null, mine, Make.Invoice(buyer: Make.Other)).Failure);
        Assert.Equal(new InvoicesDiffer("currency"), Make.Propose(null, mine, Make.Invoice(currency: "EUR")).Failure);
        Assert.IsType<AmountNotPositive>(Make.Propose(null, Make.Invoice(0)).Failure);
        Assert.IsType<AmountTooLarge>(Make.Propose(null, Make.Invoice(long.MaxValue), Make.Invoice(1)).Failure);
        Assert.IsType<DueDateMissing>(Make.Propose(null, Make.Invoice(due: null)).Failure);
        Assert.IsType<DueDateBeforeInvoice>(Make.Propose(new(2026, 6, 18), mine).Failure);
    }

    [Fact]
    public void An_invoice_nobody_knows_is_named() => Assert.IsType<InvoiceUnknown>(Proposal.Decide(
        Guid.CreateVersion7(), Make.Supplier, [(Guid.CreateVersion7(), null)], null, Make.Now, Make.Today).Failure);

    [Theory]
    [InlineData("2026-03-02", "due-date-not-ahead")]
    [InlineData("2026-03-03", null)]
    [InlineData("2027-03-02", null)]
    [InlineData("2027-03-03", "tenor-over-maximum")]
    public void The_due_date_is_ahead_and_within_policy(string due, string? code) =>
        Assert.Equal(code, Make.Propose(null, Make.Invoice(due: due)).Failure?.Code);

    [Fact]
    public void The_tenor_is_measured_to_the_rolled_due_date()
    {
        // Friday 1 October 2027 is a year ahead to the day, and a holiday: the certificate would run longer.
        var today = new DateOnly(2026, 10, 1);
        var invoice = Make.Invoice(due: "2027-10-01");

        Assert.IsType<TenorOverMaximum>(Proposal.Decide(
            Guid.CreateVersion7(), Make.Supplier, [(invoice.Id, invoice)], null, Make.Now, today).Failure);
    }

    [Fact]
    public void A_request_may_name_a_later_due_date_or_the_one_an_invoice_lacks()
    {
        Assert.Equal(new DateOnly(2026, 6, 30), Make.Propose(new(2026, 6, 30), Make.Invoice()).Value.DueDate);
        Assert.Equal(new DateOnly(2026, 6, 30), Make.Propose(new(2026, 6, 30), Make.Invoice(due: null)).Value.DueDate);
    }

    [Fact]
    public void Beyond_six_months_a_reason_will_be_needed() =>
        Assert.Contains(Warnings.TenorNeedsReason,
            Make.Propose(null, Make.Invoice(due: "2026-11-02")).Value.WarningsOn(Make.Today));

    [Fact]
    public void Sixty_days_after_delivery_are_in_order() =>
        Assert.Empty(Make.Propose(null, Make.Invoice(due: "2026-04-28")).Value.WarningsOn(Make.Today));

    [Property]
    public bool The_proposed_amount_is_the_sum_of_its_invoices(uint[] amounts)
    {
        var invoices = amounts.Take(Receivable.MaxInvoices).Select(x => Make.Invoice(x + 1L)).ToArray();
        return invoices.Length == 0
            || Make.Propose(null, invoices).Value.Proposed.Minor == invoices.Sum(x => x.Amount.Minor);
    }
}
