using System.Text.Json;
using SupplyFinance.Testing;

namespace SupplyFinance.Identity.Tests;

public sealed class DiscoveryTests(SharedHost shared)
{
    [Fact]
    public async Task Discovery_names_the_configured_origin_whatever_host_the_request_names()
    {
        using var client = shared.Host.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/.well-known/openid-configuration");
        request.Headers.Host = "evil.example";
        request.Headers.Add("X-Forwarded-Host", "evil.example");
        var found = await client.SendAsync(request).Json();

        Assert.Equal(IdentityHost.Issuer, found.GetProperty("issuer").GetString());
        foreach (var (name, path) in new[]
        {
            ("jwks_uri", ".well-known/jwks"), ("token_endpoint", "connect/token"),
            ("authorization_endpoint", "connect/authorize"),
            ("end_session_endpoint", "connect/endsession"), ("revocation_endpoint", "connect/revocation"),
        })
        {
            Assert.Equal(IdentityHost.Issuer + path, found.GetProperty(name).GetString());
        }
    }

    [Fact]
    public async Task Discovery_offers_no_more_than_is_wanted()
    {
        using var client = shared.Host.Anonymous();
        var found = await client.GetAsync("/.well-known/openid-configuration").Json();

        Assert.Equal(["S256"], Texts(found, "code_challenge_methods_supported"));
        Assert.Equal(["query"], Texts(found, "response_modes_supported"));
        Assert.Equal(["code"], Texts(found, "response_types_supported"));
        Assert.Equal(["authorization_code", "client_credentials", "refresh_token"],
            Texts(found, "grant_types_supported"));
        Assert.Equal(["ES256"], Texts(found, "id_token_signing_alg_values_supported"));
        Assert.Contains("private_key_jwt", Texts(found, "token_endpoint_auth_methods_supported"));
        Assert.Equal(
            TokenClaims.ServiceScopes.Concat(TokenClaims.SessionScopes).Order(), Texts(found, "scopes_supported"));
    }

    [Fact]
    public async Task The_key_set_has_public_keys_only()
    {
        using var client = shared.Host.Anonymous();
        var key =
            Assert.Single((await client.GetAsync("/.well-known/jwks").Json()).GetProperty("keys").EnumerateArray());

        Assert.Equal("P-256", key.GetProperty("crv").GetString());
        Assert.Equal(KeyFiles.Signing(shared.Folder).KeyId, key.GetProperty("kid").GetString());
        Assert.False(key.TryGetProperty("d", out _));
    }

    private static IEnumerable<string> Texts(JsonElement found, string name) =>
        found.GetProperty(name).EnumerateArray().Select(value => value.GetString()!).Order();
}
