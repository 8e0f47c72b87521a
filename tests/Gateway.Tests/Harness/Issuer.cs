using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Gateway.Tests.Harness;

/// <summary>An issuer of access tokens with its key set on a real server.</summary>
public sealed class Issuer : IAsyncDisposable
{
    public const string Name = "https://issuer.test/";

    private readonly WebApplication server;
    private readonly List<ECDsaSecurityKey> keys = [];
    private int fetches;

    private Issuer(WebApplication server) => this.server = server;

    public int Fetches => fetches;

    /// <summary>What the key set's address answers; 200 unless a test says otherwise.</summary>
    public int Status { get; set; } = StatusCodes.Status200OK;

    public BearerTokenOptions Options => new() { Issuer = Name, KeysAddress = new Uri(server.Address(), "jwks") };

    public static async Task<Issuer> Start()
    {
        var server = Servers.Create();
        var issuer = new Issuer(server);
        issuer.Rotate();
        server.MapGet("/jwks", () =>
        {
            Interlocked.Increment(ref issuer.fetches);
            return issuer.Status == StatusCodes.Status200OK
                ? Results.Json(issuer.KeySet())
                : Results.StatusCode(issuer.Status);
        });
        await server.StartAsync();
        return issuer;
    }

    /// <summary>Signs with a new key from now on; the older stay in the set.</summary>
    public void Rotate() =>
        keys.Add(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            KeyId = Guid.NewGuid().ToString("N"),
        });

    public string Token(
        string subject = "mei",
        string scope = "invoice",
        string audience = "invoice",
        IDictionary<string, object>? claims = null,
        Action<SecurityTokenDescriptor>? change = null)
    {
        var now = DateTimeOffset.UtcNow;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = Name,
            Audience = audience,
            TokenType = "at+jwt",
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = now.AddMinutes(5).UtcDateTime,
            SigningCredentials = new SigningCredentials(keys[^1], SecurityAlgorithms.EcdsaSha256),
            Claims = new Dictionary<string, object>(claims ?? new Dictionary<string, object>())
            {
                ["sub"] = subject,
                ["scope"] = scope,
            },
        };
        change?.Invoke(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        keys.ForEach(key => key.ECDsa.Dispose());
    }

    private Dictionary<string, object> KeySet() => new()
    {
        ["keys"] = keys.Select(key => JsonWebKeyConverter.ConvertFromECDsaSecurityKey(
            new ECDsaSecurityKey(ECDsa.Create(key.ECDsa.ExportParameters(false))) { KeyId = key.KeyId })).Select(jwk =>
            new { kty = jwk.Kty, crv = jwk.Crv, x = jwk.X, y = jwk.Y, kid = jwk.KeyId, use = "sig" }),
    };
}
