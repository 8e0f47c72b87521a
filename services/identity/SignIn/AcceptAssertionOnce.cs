using System.Security.Cryptography;
using System.Text;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace SupplyFinance.Identity;

/// <summary>RFC 7523 §3 lets a server refuse a client assertion whose <c>jti</c> it has seen; OpenIddict does not look.
/// Here each is remembered until it expires, and the second use is refused. Runs when signature, issuer and audience
/// have been found right, so that nobody else can use a <c>jti</c> up.</summary>
public sealed class AcceptAssertionOnce(UsedAssertions used, TimeProvider time)
    : IOpenIddictServerHandler<ProcessAuthenticationContext>
{
    /// <summary>Bounds the table of used assertions; one is made just before it is sent.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(10);

    public async ValueTask HandleAsync(ProcessAuthenticationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.ClientAssertionPrincipal is not { } assertion)
        {
            return;
        }

        var now = time.GetUtcNow();
        var client = assertion.GetClaim(Claims.Private.Issuer) ?? assertion.GetClaim(Claims.Subject) ?? "";
        if (assertion.GetExpirationDate() is not { } expires || expires > now + LongestLife)
        {
            context.Reject(Errors.InvalidClient, "A client assertion lives for at most ten minutes.");
        }
        else if (assertion.GetClaim(Claims.JwtId) is not { Length: > 0 } jti)
        {
            context.Reject(Errors.InvalidClient, "A client assertion carries a jti.");
        }
        else if (!await used.Remember(Hash(client, jti), expires, now))
        {
            context.Reject(Errors.InvalidClient, "This client assertion was used before.");
        }
    }

    private static string Hash(string client, string jti) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{client}\n{jti}")));
}
