using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SupplyFinance.Testing;

namespace SupplyFinance.Identity.Tests;

/// <summary>An API client of an organisation: holds its own key or secret and asks for tokens.</summary>
public sealed class Machine : IDisposable
{
    public const string Secret = "0123456789abcdef0123456789abcdef";

    private readonly HttpClient _client;

    private Machine(HttpClient client, string clientId, Guid id, ECDsa? key)
    {
        _client = client;
        ClientId = clientId;
        Id = id;
        Key = key;
    }

    public string ClientId { get; }

    public Guid Id { get; }

    public ECDsa? Key { get; }

    /// <summary>Registers a machine with the administrator who is signed in.</summary>
    public static async Task<Machine> Register(IdentityHost host, string administrator, bool withKey,
        params string[] roles)
    {
        using var signedIn = await host.As(administrator);
        var key = withKey ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : null;
        var made = await signedIn.Post("/api/api-clients", new
        {
            name = "A machine",
            roles = roles.Length == 0 ? ["maker"] : roles,
            publicKey = key is null ? null : PublicJwk(key),
            secret = key is null ? Secret : null,
        }).Json(System.Net.HttpStatusCode.Created);
        return new Machine(host.Anonymous(), made.GetProperty("signInName").GetString()!,
            made.GetProperty("id").GetGuid(), key);
    }

    public static object PublicJwk(ECDsa key)
    {
        var jwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(
            new ECDsaSecurityKey(ECDsa.Create(key.ExportParameters(includePrivateParameters: false))));
        return new { kty = jwk.Kty, crv = jwk.Crv, x = jwk.X, y = jwk.Y };
    }

    /// <summary>A client assertion of RFC 7523 with what a test wants to be different.</summary>
    public string Assertion(
        string audience = IdentityHost.Issuer, string type = "client-authentication+jwt", ECDsa? key = null,
        string? jti = "",
        TimeSpan? life = null, string? subject = null)
    {
        var claims = new List<Claim> { new("sub", subject ?? ClientId) };
        if (jti is not null) claims.Add(new("jti", jti.Length > 0 ? jti : Guid.NewGuid().ToString()));
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new SecurityTokenDescriptor
        {
            Issuer = ClientId,
            Audience = audience,
            Subject = new ClaimsIdentity(claims),
            IssuedAt = DateTime.UtcNow,
            Expires = DateTime.UtcNow + (life ?? TimeSpan.FromMinutes(1)),
            TokenType = type,
            SigningCredentials =
                new SigningCredentials(new ECDsaSecurityKey(key ?? Key!), SecurityAlgorithms.EcdsaSha256),
        });
    }

    public Task<HttpResponseMessage> TokenByAssertion(string? assertion = null, string scope = "identity factoring") =>
        Ask(scope, new()
    {
        ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        ["client_assertion"] = assertion ?? Assertion(),
    });

    public Task<HttpResponseMessage> TokenBySecret(string secret = Secret, string scope = "identity factoring") =>
        Ask(scope, new()
    {
        ["client_id"] = ClientId,
        ["client_secret"] = secret,
    });

    public void Dispose()
    {
        _client.Dispose();
        Key?.Dispose();
    }

    private async Task<HttpResponseMessage> Ask(string scope, Dictionary<string, string> form)
    {
        form["grant_type"] = "client_credentials";
        form["scope"] = scope;
        return await _client.PostAsync("/connect/token", new FormUrlEncodedContent(form));
    }
}
