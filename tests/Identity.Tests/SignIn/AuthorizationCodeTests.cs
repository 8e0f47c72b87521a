using System.Net;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using SupplyFinance.Testing;

namespace SupplyFinance.Identity.Tests;

public sealed class AuthorizationCodeTests(SharedHost shared)
{
    [Fact]
    public async Task A_code_is_good_once_and_its_second_use_revokes_what_the_first_gave()
    {
        using var browser = shared.Host.Browser();
        var code = (await browser.Authorize("maker@bank2.example"))["code"];
        var tokens = await browser.Redeem(code).Json();

        Assert.Equal("invalid_grant", await Error(browser.Redeem(code), HttpStatusCode.BadRequest));
        Assert.Equal("invalid_grant", await Error(
            browser.Refresh(tokens.GetProperty("refresh_token").GetString()!), HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task A_code_redeemed_many_times_at_once_gives_tokens_at_most_once()
    {
        using var browser = shared.Host.Browser();
        var code = (await browser.Authorize("maker@bank2.example"))["code"];
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => browser.Redeem(code)));
        Assert.InRange(answers.Count(answer => answer.IsSuccessStatusCode), 0, 1);
        Assert.All(answers, answer => Assert.InRange((int)answer.StatusCode, 200, 499));
    }

    [Fact]
    public async Task A_code_without_its_proof_key_is_worthless()
    {
        using var browser = shared.Host.Browser();
        var code = (await browser.Authorize("maker@bank2.example"))["code"];
        Assert.Equal("invalid_grant", await Error(
            browser.Redeem(code, verifier: "another verifier of sufficient length 0123456789"),
            HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task A_code_is_not_given_to_a_client_with_a_wrong_secret()
    {
        using var browser = shared.Host.Browser();
        var code = (await browser.Authorize("maker@bank2.example"))["code"];
        Assert.Equal("invalid_client", await Error(browser.Redeem(code, secret: "wrong"), HttpStatusCode.Unauthorized));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", "plain")]
    [InlineData("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", null)]
    public async Task An_authorization_without_an_s256_challenge_is_refused(string? challenge, string? method)
    {
        using var browser = shared.Host.Browser();
        await Refused("invalid_request", browser, browser.Authorization(
            "openid", ("code_challenge", challenge), ("code_challenge_method", method)));
    }

    [Theory]
    [InlineData("redirect_uri", "https://evil.example/callback")]
    [InlineData("redirect_uri", null)]
    [InlineData("client_id", "stranger")]
    public async Task An_unregistered_address_or_client_is_not_redirected_to(string name, string? value)
    {
        using var browser = shared.Host.Browser();
        await Refused("invalid_request", browser, browser.Authorization("openid", (name, value)));
    }

    [Fact]
    public async Task An_unknown_scope_is_refused()
    {
        using var browser = shared.Host.Browser();
        await Refused("invalid_scope", browser, browser.Authorization("openid payroll"));
    }

    [Fact]
    public async Task A_refresh_token_gives_new_tokens_for_the_same_scopes_until_it_is_revoked()
    {
        using var browser = shared.Host.Browser();
        var first = await browser.SignIn("maker@bank3.example");
        var second = await browser.Refresh(first.GetProperty("refresh_token").GetString()!).Json();
        Assert.Equal("openid offline_access identity", Scope(second));
        Assert.NotEqual(first.GetProperty("access_token").GetString(), second.GetProperty("access_token").GetString());

        var token = second.GetProperty("refresh_token").GetString()!;
        Assert.Equal(HttpStatusCode.OK, (await browser.Revoke(token)).StatusCode);
        Assert.Equal("invalid_grant", await Error(browser.Refresh(token), HttpStatusCode.BadRequest));
    }

    private static async Task Refused(string error, Browser browser, string request)
    {
        var answer = await browser.Get(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
        Assert.Contains(error, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static string Scope(JsonElement tokens) =>
        new JsonWebToken(tokens.GetProperty("access_token").GetString()).GetClaim("scope").Value;

    internal static async Task<string?> Error(Task<HttpResponseMessage> sending, HttpStatusCode status) =>
        (await sending.Json(status)).GetProperty("error").GetString();
}
