using System.Net;
using SupplyFinance.Contracts;
using SupplyFinance.Testing;

namespace SupplyFinance.Receivables.Tests;

public sealed class WithdrawReceivableTests
{
    [Fact]
    public async Task A_withdrawal_ends_the_disclosure_and_voids_what_waits_for_a_checker()
    {
        await using var fixture = await ReceivableFixture.Start();
        var id = await fixture.Proposed();
        var approval = await fixture.DebtorMaker.Post($"/api/receivables/{id}/confirm").Json(HttpStatusCode.Accepted);

        await fixture.SupplierMaker.Post($"/api/receivables/{id}/withdraw").Json();

        var disclosed = (await fixture.Service.Sent<Disclosed>())[^1];
        Assert.Equal((id, 2L, fixture.Debtor.Id), (disclosed.Id, disclosed.Version, disclosed.OrganisationId));
        Assert.True(disclosed.Until <= fixture.Service.Clocks.BusinessNow);
        Assert.Equal("approval-decided",
            await fixture.DebtorChecker.Approve("receivable", approval).Problem(HttpStatusCode.Conflict));
        Assert.Equal("withdrawn", await fixture.State(id));
    }

    [Fact]
    public async Task The_debtor_cannot_withdraw()
    {
        await using var fixture = await ReceivableFixture.Start();

        Assert.Equal("forbidden",
            await fixture.DebtorMaker.Post($"/api/receivables/{await fixture.Proposed()}/withdraw")
                .Problem(HttpStatusCode.Forbidden));
    }
}
