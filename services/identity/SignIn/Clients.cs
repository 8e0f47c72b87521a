using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace SupplyFinance.Identity;

/// <summary>Describes the clients of the token server to OpenIddict.</summary>
public static class Clients
{
    /// <summary>A machine of an organisation: client_credentials with a secret, or with a private key whose public half
    /// is given.</summary>
    public static OpenIddictApplicationDescriptor Machine(Member client, string? secret, JsonWebKey? publicKey)
    {
        var descriptor = Confidential(client.SignInName, client.Name, secret);
        descriptor.JsonWebKeySet = publicKey is null ? null : new JsonWebKeySet { Keys = { publicKey } };
        descriptor.Permissions.UnionWith(
            [Permissions.Endpoints.Token, Permissions.Endpoints.Revocation, Permissions.GrantTypes.ClientCredentials]);
        descriptor.Permissions.UnionWith(TokenClaims.ServiceScopes.Select(scope => Permissions.Prefixes.Scope + scope));
        return descriptor;
    }

    /// <summary>A web application through which people sign in: code with PKCE and refresh, for every
    /// service.</summary>
    public static OpenIddictApplicationDescriptor Web(string clientId, string name, string secret, Uri redirect,
        Uri signedOut)
    {
        var descriptor = Confidential(clientId, name, secret);
        descriptor.RedirectUris.Add(redirect);
        descriptor.PostLogoutRedirectUris.Add(signedOut);
        descriptor.Requirements.Add(Requirements.Features.ProofKeyForCodeExchange);
        descriptor.Permissions.UnionWith(
        [
            Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.EndSession,
            Permissions.Endpoints.Revocation, Permissions.GrantTypes.AuthorizationCode,
            Permissions.GrantTypes.RefreshToken,
            Permissions.ResponseTypes.Code, Permissions.Scopes.Profile,
        ]);
        descriptor.Permissions.UnionWith(TokenClaims.ServiceScopes.Select(scope => Permissions.Prefixes.Scope + scope));
        return descriptor;
    }

    /// <summary>A P-256 public key as a JWK; null when it is anything else, and above all when it holds the private
    /// part.</summary>
    public static JsonWebKey? PublicKey(JsonElement jwk)
    {
        try
        {
            var key = new JsonWebKey(jwk.GetRawText());
            if (key is not { Kty: JsonWebAlgorithmsKeyTypes.EllipticCurve, Crv: JsonWebKeyECTypes.P256,
                HasPrivateKey: false }
                || key.D is not null)
            {
                return null;
            }

            var point =
                new ECPoint { X = Base64UrlEncoder.DecodeBytes(key.X), Y = Base64UrlEncoder.DecodeBytes(key.Y) };
            using var onCurve = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
            var folded =
                new JsonWebKey { Kty = key.Kty, Crv = key.Crv, X = key.X, Y = key.Y, Use = "sig",
                    Alg = SecurityAlgorithms.EcdsaSha256 };
            folded.Kid = string.IsNullOrEmpty(key.Kid) ? Base64UrlEncoder.Encode(folded.ComputeJwkThumbprint())
                : key.Kid;
            return folded;
        }
        catch (Exception exception) when (
            exception is ArgumentException or CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }

    private static OpenIddictApplicationDescriptor Confidential(string clientId, string name, string? secret) => new()
    {
        ClientId = clientId,
        ClientSecret = secret,
        ClientType = ClientTypes.Confidential,
        ConsentType = ConsentTypes.Implicit,
        DisplayName = name,
    };
}
