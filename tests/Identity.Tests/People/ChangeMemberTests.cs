using System.Net;
using System.Text.Json;
using SupplyFinance.Testing;
using static SupplyFinance.Identity.Tests.AuthorizationCodeTests;

namespace SupplyFinance.Identity.Tests;

public sealed class ChangeMemberTests(SharedHost shared)
{
    [Fact]
    public async Task A_person_whose_access_is_ended_gets_no_token_and_its_old_one_counts_for_nothing()
    {
        var (_, maker, checker) = await shared.Host.Stage();
        using var administrator = await shared.Host.As(maker);
        using var browser = shared.Host.Browser();
        var tokens = await browser.SignIn(checker);
        using var leaver = await shared.Host.As(checker);

        var member = await Find(administrator, checker);
        await administrator.PutAsync(Path(member), Change(active: false)).Json();
        await shared.Host.Settled();

        Assert.Equal("person-not-active", await leaver.GetAsync("/api/users").Problem(HttpStatusCode.Forbidden));
        Assert.Equal("invalid_grant",
            await Error(browser.Refresh(tokens.GetProperty("refresh_token").GetString()!), HttpStatusCode.BadRequest));
        Assert.Equal("access_denied", (await browser.Authorize(checker))["error"]);
    }

    [Fact]
    public async Task A_change_of_roles_is_in_the_next_token()
    {
        var (_, maker, checker) = await shared.Host.Stage();
        using var administrator = await shared.Host.As(maker);
        using var browser = shared.Host.Browser();
        var tokens = await browser.SignIn(checker);
        await administrator.PutAsync(Path(await Find(administrator, checker)), Change("viewer")).Json();

        var refreshed = await browser.Refresh(tokens.GetProperty("refresh_token").GetString()!).Json();
        Assert.Equal("viewer", new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(
            refreshed.GetProperty("access_token").GetString()).GetClaim("role").Value);
    }

    [Fact]
    public async Task Another_organisations_people_do_not_exist_here()
    {
        using var bank = await shared.Host.As("maker@bank1.example");
        var foreign = DemonstrationId.Of("person", "bank2", "maker");
        Assert.Equal("not-found", await bank.GetAsync($"/api/users/{foreign}").Problem(HttpStatusCode.NotFound));
        Assert.Equal("not-found",
            await bank.PutAsync($"/api/users/{foreign}", Change()).Problem(HttpStatusCode.NotFound));
        Assert.Equal("not-found",
            await bank.Post($"/api/users/{foreign}/password", new { password = "a long enough password" })
                .Problem(HttpStatusCode.NotFound));
        Assert.Equal("not-found", await bank.GetAsync($"/api/api-clients/{foreign}").Problem(HttpStatusCode.NotFound));
        Assert.Equal("not-found",
            await bank.PutAsync($"/api/api-clients/{DemonstrationId.Of("person", "bank1", "maker")}", Change())
                .Problem(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task A_change_on_an_old_reading_and_the_loss_of_the_last_administrator_are_refused()
    {
        var (_, maker, _) = await shared.Host.Stage();
        using var administrator = await shared.Host.As(maker);
        var self = await Find(administrator, maker);
        using var old = new HttpRequestMessage(HttpMethod.Put, Path(self)) { Content = Change("administrator") };
        old.Headers.TryAddWithoutValidation("If-Match", "\"7\"");

        Assert.Equal("version-mismatch", await administrator.SendAsync(old).Problem(HttpStatusCode.PreconditionFailed));
        Assert.Equal("last-administrator",
            await administrator.PutAsync(Path(self), Change("maker")).Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task A_new_password_ends_sessions_and_refresh_tokens()
    {
        var (_, maker, checker) = await shared.Host.Stage();
        using var administrator = await shared.Host.As(maker);
        using var browser = shared.Host.Browser();
        var refresh = (await browser.SignIn(checker)).GetProperty("refresh_token").GetString()!;
        var member = await Find(administrator, checker);
        Assert.Equal("password-refused",
            await administrator.Post($"{Path(member)}/password", new { password = "short" })
                .Problem(HttpStatusCode.UnprocessableEntity));
        await administrator.Post($"{Path(member)}/password", new { password = "another long password" }).Json();

        Assert.Equal("invalid_grant", await Error(browser.Refresh(refresh), HttpStatusCode.BadRequest));
        Assert.StartsWith("/sign-in", (await browser.Get(browser.Authorization())).Headers.Location!.OriginalString,
            StringComparison.Ordinal);
        Assert.Contains("code", await browser.Authorize(checker, password: "another long password"));
    }

    private static HttpContent Change(string role = "checker", bool active = true) =>
        new { name = "Li", roles = new[] { role }, active }.AsJson();

    private static string Path(JsonElement member) => $"/api/users/{member.GetProperty("id").GetGuid()}";

    private static async Task<JsonElement> Find(HttpClient client, string signInName) =>
        (await client.GetAsync("/api/users").Json()).GetProperty("items").EnumerateArray()
            .Single(one => one.GetProperty("signInName").GetString() == signInName);
}
