using System.Net;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace SupplyFinance.Identity.Tests;

public sealed class SignInTests(SharedHost shared)
{
    [Fact]
    public async Task A_person_signs_in_with_code_and_proof_key_and_the_token_says_who_acts_for_whom()
    {
        using var browser = shared.Host.Browser();
        var tokens = await browser.SignIn("maker@bank1.example", "openid profile offline_access factoring identity");
        var token = new JsonWebToken(tokens.GetProperty("access_token").GetString());
        var claims =
            JsonSerializer.Deserialize<JsonElement>(
                Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Decode(token.EncodedPayload));
        var person = DemonstrationId.Of("person", "bank1", "maker").ToString();

        Assert.Equal(("at+jwt", "ES256", IdentityHost.Issuer), (token.Typ, token.Alg, token.Issuer));
        Assert.Equal(["factoring", "identity"], token.Audiences.Order());
        Assert.Equal(person, claims.GetProperty("sub").GetString());
        Assert.Equal(person, claims.GetProperty("person").GetString());
        Assert.Equal(DemonstrationId.Of("organisation", "bank1").ToString(), claims.GetProperty("org").GetString());
        Assert.Equal("""["bank"]""", claims.GetProperty("org_kind").GetRawText());
        Assert.Equal("""["maker","administrator"]""", claims.GetProperty("role").GetRawText());
        Assert.Equal("openid profile offline_access factoring identity", claims.GetProperty("scope").GetString());
        Assert.Contains("maker", claims.GetProperty("name").GetString(), StringComparison.Ordinal);
        Assert.Equal(TokenServerSettings.AccessTokenLifetime, token.ValidTo - token.IssuedAt);
    }

    [Fact]
    public async Task The_identity_token_names_the_person_to_the_client()
    {
        using var browser = shared.Host.Browser();
        var token =
            new JsonWebToken((await browser.SignIn("checker@core.example")).GetProperty("id_token").GetString());

        Assert.Equal(["walkthrough"], token.Audiences);
        Assert.Equal("ES256", token.Alg);
        Assert.Equal(DemonstrationId.Of("person", "core", "checker").ToString(), token.Subject);
        Assert.Equal("checker", token.GetClaim("role").Value);
    }

    [Fact]
    public async Task A_session_spares_the_password_at_the_next_authorization_until_it_is_ended()
    {
        using var browser = shared.Host.Browser();
        await browser.SignIn("maker@supplier1.example");

        Assert.Contains("code=", (await browser.Get(browser.Authorization())).Headers.Location!.Query,
            StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", await Target(browser, ("prompt", "login")), StringComparison.Ordinal);

        var ended = await browser.Get("/connect/endsession");
        Assert.Equal("/sign-in?signed_out=yes", ended.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await browser.Get(ended.Headers.Location.OriginalString)).StatusCode);
        Assert.StartsWith("/sign-in", await Target(browser), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_may_not_ask_a_person_is_told_that_nobody_is_signed_in()
    {
        using var browser = shared.Host.Browser();
        var granted = await browser.Authorize("nobody", browser.Authorization("openid", ("prompt", "none")));
        Assert.Equal(("login_required", "a state"), (granted["error"], granted["state"]));
    }

    [Fact]
    public async Task Sign_out_returns_to_the_clients_registered_address_and_to_no_other()
    {
        using var browser = shared.Host.Browser();
        var hint = (await browser.SignIn("maker@supplier2.example")).GetProperty("id_token").GetString();
        var home =
            await browser.Get(
                $"/connect/endsession?id_token_hint={hint}&post_logout_redirect_uri={IdentityHost.Issuer}&state=s");
        Assert.Equal($"{IdentityHost.Issuer}?state=s", home.Headers.Location!.ToString());

        var elsewhere =
            await browser.Get(
                $"/connect/endsession?id_token_hint={hint}&post_logout_redirect_uri=https://evil.example/");
        Assert.Equal(HttpStatusCode.BadRequest, elsewhere.StatusCode);
    }

    private static async Task<string> Target(Browser browser, params (string Name, string? Value)[] other) =>
        (await browser.Get(browser.Authorization("openid identity", other))).Headers.Location!.OriginalString;
}
