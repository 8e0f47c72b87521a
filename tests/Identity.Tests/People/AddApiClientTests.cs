using System.Net;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using SupplyFinance.Testing;

namespace SupplyFinance.Identity.Tests;

public sealed class AddApiClientTests(SharedHost shared)
{
    [Fact]
    public async Task One_credential_is_needed_and_a_private_key_is_refused()
    {
        using var client = await shared.Host.As("maker@bank3.example");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var whole = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(key));
        var leaked = new { kty = whole.Kty, crv = whole.Crv, x = whole.X, y = whole.Y, d = whole.D };
        var offCurve = new { kty = whole.Kty, crv = whole.Crv, x = whole.X, y = whole.X };

        foreach (var (publicKey, secret, code) in new (object?, string?, string)[]
        {
            (null, null, "one-credential"), (Machine.PublicJwk(key), Machine.Secret, "one-credential"),
            (null, "short", "length"),
            (leaked, null, "invalid-public-key"), (Machine.PublicJwk(other), null, "invalid-public-key"),
            (offCurve, null, "invalid-public-key"), ("text", null, "invalid-public-key"),
            (new { kty = "oct", k = "AAAA" }, null, "invalid-public-key"),
        })
        {
            Assert.Equal(code, await client.Post(
                "/api/api-clients", new { name = "ERP", roles = new[] { "maker" }, publicKey, secret })
                    .Problem(HttpStatusCode.UnprocessableEntity));
        }
    }

    [Fact]
    public async Task Nobody_of_another_organisation_answers_for_a_machine()
    {
        using var client = await shared.Host.As("maker@bank3.example");
        Assert.Equal("responsible-person", await client.Post("/api/api-clients", new
        {
            name = "ERP", roles = new[] { "maker" }, secret = Machine.Secret,
            responsiblePersonId = DemonstrationId.Of("person", "bank1", "maker"),
        }).Problem(HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task An_answer_never_holds_a_secret()
    {
        using var client = await shared.Host.As("maker@bank3.example");
        using var answer = await client.Post(
            "/api/api-clients", new { name = "ERP", roles = new[] { "maker" }, secret = Machine.Secret },
            key: Guid.NewGuid().ToString());
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.DoesNotContain(Machine.Secret, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
