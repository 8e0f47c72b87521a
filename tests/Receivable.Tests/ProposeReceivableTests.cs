using System.Net;
using SupplyFinance.Contracts;
using SupplyFinance.Testing;

namespace SupplyFinance.Receivables.Tests;

public sealed class ProposeReceivableTests
{
    [Fact]
    public async Task A_proposal_is_published_and_its_invoices_are_shown_to_the_debtor()
    {
        await using var fixture = await ReceivableFixture.Start();
        var (first, second) = (await fixture.Invoice(100), await fixture.Invoice(250));

        var view = await fixture.SupplierMaker.Post("/api/receivables", new { invoiceIds = new[] { first, second } })
            .Json(HttpStatusCode.Created);

        Assert.Equal(("proposed", "3.50", "2026-06-22", "2026-06-19"), (view.GetProperty("state").GetString(),
            view.GetProperty("proposedAmount").GetProperty("amount").GetString(),
            view.GetProperty("dueDate").GetString(), view.GetProperty("agreedDueDate").GetString()));
        Assert.Equal(["sme-term-over-60-days"],
            view.GetProperty("warnings").EnumerateArray().Select(x => x.GetString()));
        var changed = Assert.Single(await fixture.Service.Sent<ReceivableChanged>());
        Assert.Equal((view.GetProperty("id").GetGuid(), 1L, 350L, ReceivableStates.Proposed),
            (changed.Id, changed.Version, changed.ProposedAmount, changed.State));
        var disclosed = Assert.Single(await fixture.Service.Sent<Disclosed>());
        Assert.Equal((fixture.Debtor.Id, null, DisclosedObjects.Invoice),
            (disclosed.OrganisationId, disclosed.Until, disclosed.ObjectKind));
        Assert.Equal([first, second], disclosed.ObjectIds);
    }

    [Fact]
    public async Task An_invoice_backs_one_live_receivable_and_is_free_after_its_withdrawal()
    {
        await using var fixture = await ReceivableFixture.Start();
        var invoice = await fixture.Invoice();
        var receivable = await fixture.Proposed(invoice);

        Assert.Equal("invoice-in-use",
            await fixture.SupplierMaker.Post("/api/receivables", new { invoiceIds = new[] { invoice } })
                .Problem(HttpStatusCode.Conflict));
        await fixture.SupplierMaker.Post($"/api/receivables/{receivable}/withdraw").Json();
        await fixture.Proposed(invoice);
    }

    [Fact]
    public async Task A_refused_proposal_uses_none_of_its_invoices()
    {
        await using var fixture = await ReceivableFixture.Start();
        var (used, free) = (await fixture.Invoice(), await fixture.Invoice());
        await fixture.Proposed(used);

        await fixture.SupplierMaker.Post("/api/receivables", new { invoiceIds = new[] { free, used } })
            .Problem(HttpStatusCode.Conflict);

        await fixture.Proposed(free);
    }

    [Fact]
    public async Task Of_parallel_proposals_over_one_invoice_one_stands()
    {
        await using var fixture = await ReceivableFixture.Start();
        var invoice = await fixture.Invoice();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            fixture.SupplierMaker.Post("/api/receivables", new { invoiceIds = new[] { invoice } })));

        Assert.Single(answers, x => x.StatusCode == HttpStatusCode.Created);
        Assert.Single(await fixture.Service.Sent<ReceivableChanged>());
    }

    [Fact]
    public async Task The_same_proposal_under_the_same_id_is_one_proposal()
    {
        await using var fixture = await ReceivableFixture.Start();
        var (id, invoice) = (Guid.CreateVersion7(), await fixture.Invoice());

        await fixture.SupplierMaker.Post("/api/receivables", new { id, invoiceIds = new[] { invoice } })
            .Json(HttpStatusCode.Created);
        await fixture.SupplierMaker.Post("/api/receivables", new { id, invoiceIds = new[] { invoice } })
            .Json(HttpStatusCode.Created);

        Assert.Single(await fixture.Service.Sent<ReceivableChanged>());
        Assert.Equal("id-in-use", await fixture.SupplierMaker.Post(
            "/api/receivables", new { id, invoiceIds = new[] { await fixture.Invoice() } })
                .Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Each_bad_proposal_is_refused_by_name()
    {
        await using var fixture = await ReceivableFixture.Start();
        var withoutDue = await fixture.Invoice(due: null);

        Assert.Equal("no-invoices", await Refused(new { invoiceIds = Array.Empty<Guid>() }));
        Assert.Equal("due-date-missing", await Refused(new { invoiceIds = new[] { withoutDue } }));
        Assert.Equal("due-date-not-ahead",
            await Refused(new { invoiceIds = new[] { withoutDue }, dueDate = "2026-03-02" }));
        Assert.Equal("tenor-over-maximum",
            await Refused(new { invoiceIds = new[] { withoutDue }, dueDate = "2027-03-03" }));
        Assert.Equal("due-date-before-invoice",
            await Refused(new { invoiceIds = new[] { await fixture.Invoice() }, dueDate = "2026-06-18" }));
        Assert.Equal("forbidden",
            await fixture.DebtorMaker.Post("/api/receivables", new { invoiceIds = new[] { withoutDue } })
                .Problem(HttpStatusCode.Forbidden));
        Assert.Equal("malformed-json",
            await fixture.SupplierMaker.Post("/api/receivables", new { invoiceIds = "x" })
                .Problem(HttpStatusCode.BadRequest));
        Assert.Empty(await fixture.Service.Sent<ReceivableChanged>());

        Task<string> Refused(object request) =>
            fixture.SupplierMaker.Post("/api/receivables", request).Problem(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task An_invoice_not_here_yet_and_one_of_another_supplier_answer_the_same_and_the_first_succeeds_soon()
    {
        await using var fixture = await ReceivableFixture.Start();
        var foreign = await fixture.Invoice(seller: fixture.SecondTier.Id);
        var late = Guid.CreateVersion7();

        Assert.Equal("invoice-unknown", await Propose(foreign).Problem(HttpStatusCode.ServiceUnavailable));
        Assert.Equal("invoice-unknown", await Propose(late).Problem(HttpStatusCode.ServiceUnavailable));
        await fixture.Invoice(id: late);
        await Propose(late).Json(HttpStatusCode.Created);

        Task<HttpResponseMessage> Propose(Guid invoice) =>
            fixture.SupplierMaker.Post("/api/receivables", new { invoiceIds = new[] { invoice } },
                key: $"propose-{invoice}");
    }
}
