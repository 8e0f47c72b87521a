using System.Net;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using SupplyFinance.Gateway.Tests.Harness;
using static SupplyFinance.Gateway.Tests.Harness.RouteFiles;

namespace SupplyFinance.Gateway.Tests;

public class AccessTests
{
    [Fact]
    public async Task Without_a_token_a_route_is_401_and_asks_for_one()
    {
        await using var rig = await Rig.Start(Route("/x").For("invoice"));
        var response = await rig.Get("/x");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("unauthenticated", await Problem.Code(response));
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
    }

    [Fact]
    public async Task A_token_with_the_scope_passes_and_reaches_the_service_unchanged()
    {
        await using var rig = await Rig.Start(Route("/x").For("invoice", "ledger"));
        var token = rig.Issuer.Token(scope: "receivable ledger");
        var seen = await Seen.In(await rig.Get("/x", token));
        Assert.Equal("Bearer " + token, seen.Header("Authorization"));
    }

    [Theory]
    [InlineData("ledger")]
    [InlineData("invoices")]
    [InlineData("")]
    public async Task A_token_without_the_scope_is_403_and_reads_what_it_lacks(string scope)
    {
        await using var rig = await Rig.Start(Route("/x").For("invoice", "receivable"));
        var response = await rig.Get("/x", rig.Issuer.Token(scope: scope));
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        var problem = await Problem.Read(response);
        Assert.Equal("forbidden", problem.GetProperty("code").GetString());
        Assert.Equal("The token lacks the scope invoice or receivable.", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_required_claim_may_be_one_of_many_values()
    {
        var claims = new JsonObject { ["role"] = "checker", ["org_kind"] = "bank" };
        await using var rig = await Rig.Start(Route("/x").For("invoice").With("RouteClaimsRequirement", claims));
        var both = new Dictionary<string, object> { ["role"] = new[] { "maker", "checker" }, ["org_kind"] = "bank" };
        var one = new Dictionary<string, object> { ["role"] = new[] { "maker", "checker" }, ["org_kind"] = "supplier" };
        Assert.Equal(HttpStatusCode.OK, (await rig.Get("/x", rig.Issuer.Token(claims: both))).StatusCode);
        var refused = await rig.Get("/x", rig.Issuer.Token(claims: one));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("The token lacks the claim org_kind = bank.",
            (await Problem.Read(refused)).GetProperty("detail").GetString());
    }

    [Fact]
    public async Task An_anonymous_route_takes_a_request_with_no_token_and_with_a_bad_one()
    {
        await using var rig = await Rig.Start(Route("/x"));
        Assert.Equal(HttpStatusCode.OK, (await rig.Get("/x")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await rig.Get("/x", "rubbish")).StatusCode);
    }

    [Fact]
    public async Task Without_an_audience_of_its_own_the_gateway_takes_every_scope_of_its_file_as_one()
    {
        await using var rig = await Rig.Start(Route("/x").For("invoice"), Route("/y").For("ledger"));
        Assert.Equal(HttpStatusCode.OK, (await rig.Get("/x", rig.Issuer.Token(audience: "ledger"))).StatusCode);
        var refused = await rig.Get("/x", rig.Issuer.Token(audience: "other"));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private static DateTime Hours(int fromNow) => DateTime.UtcNow.AddHours(fromNow);

    public static TheoryData<string, Action<SecurityTokenDescriptor>> BadTokens { get; } = new()
    {
        { "expired", token => (token.NotBefore, token.Expires) = (Hours(-2), Hours(-1)) },
        { "not valid yet", token => (token.NotBefore, token.Expires) = (Hours(1), Hours(2)) },
        { "of another issuer", token => token.Issuer = "https://other.test/" },
        { "an identity token", token => token.TokenType = "JWT" },
        { "without expiry", token => token.Expires = null },
        { "signed with a shared secret", token => token.SigningCredentials = new SigningCredentials(
            new SymmetricSecurityKey(new byte[32]), SecurityAlgorithms.HmacSha256) },
        { "signed by a stranger", token => token.SigningCredentials = new SigningCredentials(
            new ECDsaSecurityKey(System.Security.Cryptography.ECDsa.Create(
                System.Security.Cryptography.ECCurve.NamedCurves.nistP256)) { KeyId = "stranger" },
            SecurityAlgorithms.EcdsaSha256) },
        { "unsigned", token => token.SigningCredentials = null },
    };

    [Theory]
    [MemberData(nameof(BadTokens), DisableDiscoveryEnumeration = true)]
    public async Task A_bad_token_is_401(string kind, Action<SecurityTokenDescriptor> change)
    {
        await using var rig = await Rig.Start(Route("/x").For("invoice"));
        var response = await rig.Get("/x", rig.Issuer.Token(change: change));
        Assert.True(response.StatusCode == HttpStatusCode.Unauthorized, kind);
        Assert.Equal("unauthenticated", await Problem.Code(response));
        Assert.Equal("Bearer error=\"invalid_token\"", response.Headers.WwwAuthenticate.ToString());
    }
}
