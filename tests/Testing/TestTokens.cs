using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace SupplyFinance.Testing;

/// <summary>Issues access tokens that services under test believe: a key of its own, and the JWK set served on loopback.</summary>
public static class TestTokens
{
    public const string Issuer = "http://issuer.test/";

    private static readonly ECDsaSecurityKey Key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "test" };
    private static readonly Lazy<Task<Uri>> Served = new(Serve);

    /// <summary>Where the public key is served.</summary>
    public static Task<Uri> KeysAddress => Served.Value;

    /// <summary>A token of a person for services.</summary>
    public static string Of(TestPerson person, params string[] services)
    {
        var claims = new List<Claim>
        {
            new("sub", person.Id.ToString()),
            new("org", person.Organisation.Id.ToString()),
            new("person", person.Id.ToString()),
            new("name", string.Join(' ', person.Roles)),
            new("scope", string.Join(' ', services)),
        };
        claims.AddRange(person.Organisation.Kinds.Select(kind => new Claim("org_kind", kind)));
        claims.AddRange(person.Roles.Select(role => new Claim("role", role)));
        claims.AddRange(services.Select(service => new Claim("aud", service)));
        var now = DateTime.UtcNow;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Subject = new ClaimsIdentity(claims),
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddHours(1),
            TokenType = "at+jwt",
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.EcdsaSha256),
        });
    }

    private static async Task<Uri> Serve()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var jwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(
            new ECDsaSecurityKey(ECDsa.Create(Key.ECDsa.ExportParameters(includePrivateParameters: false))) { KeyId = Key.KeyId });
        app.MapGet("/jwks", () => new
        {
            keys = new[] { new { kty = jwk.Kty, crv = jwk.Crv, x = jwk.X, y = jwk.Y, kid = Key.KeyId, alg = "ES256", use = "sig" } },
        });
        await app.StartAsync();
        return new Uri($"{app.Urls.First()}/jwks");
    }
}
