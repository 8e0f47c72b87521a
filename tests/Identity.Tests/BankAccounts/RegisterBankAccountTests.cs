using System.Net;
using SupplyFinance.Testing;

namespace SupplyFinance.Identity.Tests;

public sealed class RegisterBankAccountTests(SharedHost shared)
{
    private static object Account(string number = "NL57 RABO 0107307510", string purpose = "operating") => new
    {
        number, bankBic = "RABONL2U", bankName = "Rabobank", accountName = "Koksmaat", currency = "USD", purpose,
    };

    [Fact]
    public async Task An_account_is_registered_by_two_people_of_its_owner_and_verified_by_two_of_the_operator()
    {
        var (id, makerName, checkerName) = await shared.Host.Stage();
        using var maker = await shared.Host.As(makerName);
        using var checker = await shared.Host.As(checkerName);
        var (operatorMaker, operatorChecker) = await shared.Host.Operator();

        var made = await shared.Host.Agree(maker, checker, "/api/bank-accounts", Account());
        var path = $"/api/bank-accounts/{made.GetProperty("id").GetGuid()}";
        Assert.Equal("NL57RABO0107307510", made.GetProperty("number").GetString());
        Assert.False(made.GetProperty("verified").GetBoolean());

        Assert.Equal("forbidden", await maker.Post($"{path}/verify").Problem(HttpStatusCode.Forbidden));
        var verified = await shared.Host.Agree(operatorMaker, operatorChecker, $"{path}/verify");
        Assert.True(verified.GetProperty("verified").GetBoolean());
        Assert.Contains(
            (await shared.Host.Published(id)).BankAccounts, account =>
                account.Id == made.GetProperty("id").GetGuid() && account.Verified);
    }

    [Fact]
    public async Task A_wrong_account_is_refused_before_anybody_is_asked()
    {
        var (_, makerName, _) = await shared.Host.Stage();
        using var maker = await shared.Host.As(makerName);
        Assert.Equal("invalid-account-number", await maker.Post(
            "/api/bank-accounts", Account("NL57 RABO 0107307511")).Problem(HttpStatusCode.UnprocessableEntity));
        Assert.Equal("collection-without-debt", await maker.Post(
            "/api/bank-accounts", Account(purpose: "collection")).Problem(HttpStatusCode.UnprocessableEntity));
    }
}
