using System.Net;
using SupplyFinance.Contracts;
using SupplyFinance.Testing;

namespace SupplyFinance.Receivables.Tests;

public sealed class GetReceivableTests
{
    [Fact]
    public async Task Its_parties_see_a_receivable_and_a_bank_only_while_it_is_disclosed()
    {
        await using var fixture = await ReceivableFixture.Start();
        var id = await fixture.Proposed();
        using var bank = await fixture.Service.As(TestOrganisation.Bank() is var organisation ? organisation.Viewer()
            : null!);
        var until = fixture.Service.Clocks.BusinessNow.AddHours(1);

        Assert.Equal(id, (await fixture.DebtorMaker.GetAsync($"/api/receivables/{id}").Json()).GetProperty("id")
            .GetGuid());
        Assert.Equal("not-found", await bank.GetAsync($"/api/receivables/{id}").Problem(HttpStatusCode.NotFound));
        Assert.Equal("not-found",
            await fixture.SecondTierMaker.GetAsync($"/api/receivables/{id}").Problem(HttpStatusCode.NotFound));
        Assert.Equal("not-found",
            await bank.GetAsync($"/api/receivables/{Guid.CreateVersion7()}").Problem(HttpStatusCode.NotFound));

        await fixture.Service.Deliver(
            new Disclosed(Guid.CreateVersion7(), 1, DisclosedObjects.Receivable, [id], organisation.Id, until,
                "eligible"));
        await bank.GetAsync($"/api/receivables/{id}").Json();
        Assert.Single((await bank.GetAsync("/api/receivables").Json()).GetProperty("items").EnumerateArray());
        fixture.Service.Advance(TimeSpan.FromHours(1));
        Assert.Equal("not-found", await bank.GetAsync($"/api/receivables/{id}").Problem(HttpStatusCode.NotFound));
        Assert.Empty((await bank.GetAsync("/api/receivables").Json()).GetProperty("items").EnumerateArray());
    }
}
