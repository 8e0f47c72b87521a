using System.Net;
using SupplyFinance.Testing;

namespace SupplyFinance.Identity.Tests;

public sealed class ReadBankAccountsTests(SharedHost shared)
{
    [Fact]
    public async Task Another_organisations_account_does_not_exist_here()
    {
        using var owner = await shared.Host.As("maker@core.example");
        using var stranger = await shared.Host.As("maker@bank1.example");
        using var auditor = await shared.Host.As("maker@auditor.example");
        var account = (await owner.GetAsync("/api/bank-accounts").Json()).GetProperty("items")[0].GetProperty("id")
            .GetGuid();
        var whose = DemonstrationId.Of("organisation", "core");

        Assert.Equal("not-found",
            await stranger.GetAsync($"/api/bank-accounts/{account}").Problem(HttpStatusCode.NotFound));
        Assert.Equal("not-found",
            await stranger.GetAsync($"/api/bank-accounts?organisationId={whose}").Problem(HttpStatusCode.NotFound));
        Assert.Equal("not-found",
            await stranger.Post($"/api/bank-accounts/{account}/close").Problem(HttpStatusCode.NotFound));
        Assert.Equal(4,
            (await auditor.GetAsync($"/api/bank-accounts?organisationId={whose}").Json()).GetProperty("items")
                .GetArrayLength());
    }
}
