using System.Net;
using SupplyFinance.Testing;

namespace SupplyFinance.Receivables.Tests;

public sealed class DisputeReceivableTests
{
    [Fact]
    public async Task A_disputed_receivable_is_proposed_again_by_its_supplier_alone()
    {
        await using var fixture = await ReceivableFixture.Start();
        var id = await fixture.Proposed();

        Assert.Equal("reason-missing",
            await fixture.DebtorMaker.Post($"/api/receivables/{id}/dispute", new { reason = "" })
                .Problem(HttpStatusCode.UnprocessableEntity));
        var disputed = await fixture.DebtorMaker.Post($"/api/receivables/{id}/dispute",
            new { reason = "short delivery" }).Json();
        Assert.Equal(("disputed", "short delivery"),
            (disputed.GetProperty("state").GetString(), disputed.GetProperty("reason").GetString()));
        Assert.Equal("wrong-state",
            await fixture.DebtorMaker.Post($"/api/receivables/{id}/confirm").Problem(HttpStatusCode.Conflict));
        using var stranger = await fixture.Service.As(fixture.SecondTier.Maker());
        Assert.Equal("not-found",
            await stranger.Post($"/api/receivables/{id}/propose").Problem(HttpStatusCode.NotFound));
        await fixture.SupplierMaker.Post($"/api/receivables/{id}/propose").Json();
        Assert.Equal("proposed", await fixture.State(id));
    }

    [Fact]
    public async Task A_confirmed_debt_is_no_longer_disputed_withdrawn_or_reduced()
    {
        await using var fixture = await ReceivableFixture.Start();
        var id = await fixture.Proposed();
        await fixture.Confirmed(id);

        Assert.Equal("wrong-state",
            await fixture.DebtorMaker.Post($"/api/receivables/{id}/dispute", new { reason = "late" })
                .Problem(HttpStatusCode.Conflict));
        Assert.Equal("wrong-state",
            await fixture.SupplierMaker.Post($"/api/receivables/{id}/withdraw").Problem(HttpStatusCode.Conflict));
        Assert.Equal("credit-notes-not-taken",
            await fixture.SupplierMaker.Post($"/api/receivables/{id}/credit-notes")
                .Problem(HttpStatusCode.UnprocessableEntity));
    }
}
