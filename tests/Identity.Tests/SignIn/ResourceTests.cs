using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace SupplyFinance.Identity.Tests;

/// <summary>What the service itself believes, whatever stands before it.</summary>
public sealed class ResourceTests(SharedHost shared)
{
    private static readonly Guid Person = DemonstrationId.Of("person", "auditor", "maker");
    private static readonly Guid Organisation = DemonstrationId.Of("organisation", "auditor");

    [Fact]
    public async Task Only_a_token_of_the_issuer_for_this_service_counts()
    {
        var key = KeyFiles.Signing(shared.Folder);
        Assert.Equal(HttpStatusCode.OK, await Status(Token(key)));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(null));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(Token(key, issuer: "https://other.example/")));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(Token(key, audience: "factoring")));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(Token(key, type: "JWT")));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(Token(key, expires: DateTime.UtcNow.AddMinutes(-1))));
        Assert.Equal(HttpStatusCode.Forbidden, await Status(Token(key, scope: "openid")));
    }

    [Fact]
    public async Task A_token_of_another_key_or_algorithm_counts_for_nothing()
    {
        var real = KeyFiles.Signing(shared.Folder);
        using var forged = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var publicPart =
            Encoding.UTF8.GetBytes(ECDsa.Create(real.ECDsa.ExportParameters(false)).ExportSubjectPublicKeyInfoPem());
        var signed = Token(real).Split('.');
        var none = Base64UrlEncoder.Encode("""{"alg":"none","typ":"at+jwt"}""");

        Assert.Equal(HttpStatusCode.Unauthorized,
            await Status(Token(new ECDsaSecurityKey(forged) { KeyId = real.KeyId })));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(
            Token(new SymmetricSecurityKey(publicPart) { KeyId = real.KeyId }, SecurityAlgorithms.HmacSha256)));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status($"{none}.{signed[1]}."));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status($"{none}.{signed[1]}.{signed[2]}"));
    }

    [Fact]
    public async Task An_identity_token_is_no_access_token()
    {
        using var browser = shared.Host.Browser();
        var tokens = await browser.SignIn("maker@auditor.example");
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(tokens.GetProperty("id_token").GetString()));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(tokens.GetProperty("refresh_token").GetString()));
        Assert.Equal(HttpStatusCode.OK, await Status(tokens.GetProperty("access_token").GetString()));
    }

    private static string Token(
        SecurityKey key, string algorithm = SecurityAlgorithms.EcdsaSha256, string issuer = IdentityHost.Issuer,
        string audience = "identity",
        string type = "at+jwt", DateTime? expires = null, string scope = "identity") =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            Expires = expires ?? DateTime.UtcNow.AddMinutes(5),
            TokenType = type,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = Person.ToString(), ["person"] = Person.ToString(), ["org"] = Organisation.ToString(),
                ["org_kind"] = new[] { "auditor" }, ["role"] = new[] { "maker" }, ["scope"] = scope,
            },
            SigningCredentials = new SigningCredentials(key, algorithm),
        });

    private async Task<HttpStatusCode> Status(string? token)
    {
        using var client = shared.Host.Anonymous();
        if (token is not null) client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", token);
        return (await client.GetAsync("/api/organisations")).StatusCode;
    }
}
