using System.Net;
using SupplyFinance.Testing;

namespace SupplyFinance.Identity.Tests;

public sealed class ChangeBankAccountTests(SharedHost shared)
{
    [Fact]
    public async Task A_closed_account_leaves_the_public_state()
    {
        var (id, makerName, checkerName) = await shared.Host.Stage();
        using var maker = await shared.Host.As(makerName);
        using var checker = await shared.Host.As(checkerName);
        var account = (await maker.GetAsync("/api/bank-accounts").Json()).GetProperty("items")[0].GetProperty("id")
            .GetGuid();
        await shared.Host.Agree(maker, checker, $"/api/bank-accounts/{account}/close");

        Assert.Empty((await shared.Host.Published(id)).BankAccounts);
        Assert.Equal("bank-account-state",
            await maker.Post($"/api/bank-accounts/{account}/close").Problem(HttpStatusCode.Conflict));
    }
}
