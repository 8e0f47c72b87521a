using SupplyFinance.Contracts;
using SupplyFinance.Testing;

namespace SupplyFinance.Receivables.Tests;

public sealed class LapseReceivableTests
{
    [Fact]
    public async Task An_unanswered_proposal_lapses_by_the_business_clock_and_frees_its_invoices()
    {
        await using var fixture = await ReceivableFixture.Start();
        var invoice = await fixture.Invoice();
        var id = await fixture.Proposed(invoice);

        fixture.Service.Advance(Receivable.LapsesAfter - TimeSpan.FromMinutes(5));
        await fixture.Service.Drained();
        Assert.Equal("proposed", await fixture.State(id));
        fixture.Service.Advance(TimeSpan.FromMinutes(5));

        await Wait.Until("the lapse", async () => await fixture.State(id) == "lapsed");
        await fixture.Proposed(invoice);
    }

    [Fact]
    public async Task A_confirmed_receivable_never_lapses()
    {
        await using var fixture = await ReceivableFixture.Start();
        var (confirmed, open) = (await fixture.Proposed(), await fixture.Proposed());
        await fixture.Confirmed(confirmed);

        fixture.Service.Advance(Receivable.LapsesAfter * 2);

        await Wait.Until("the other's lapse", async () => await fixture.State(open) == "lapsed");
        await fixture.Service.Drained();
        Assert.Equal("confirmed", await fixture.State(confirmed));
    }

    [Fact]
    public async Task A_proposal_that_the_ledger_refused_after_its_time_lapses()
    {
        await using var fixture = await ReceivableFixture.Start();
        var id = await fixture.Proposed();
        var asked = await fixture.Confirming(id);
        fixture.Service.Advance(Receivable.LapsesAfter);
        await fixture.Service.Drained();
        Assert.Equal("confirming", await fixture.State(id));

        await fixture.Refused(asked.InstructionId, LedgerOperations.Issue);

        await Wait.Until("the lapse", async () => await fixture.State(id) == "lapsed");
    }
}
