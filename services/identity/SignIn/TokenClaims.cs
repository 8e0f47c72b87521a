using System.Security.Claims;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace SupplyFinance.Identity;

/// <summary>What a token says about whoever holds it.</summary>
public static class TokenClaims
{
    /// <summary>The organisation the holder acts for.</summary>
    public const string Organisation = "org";

    /// <summary>What that organisation is; always an array.</summary>
    public const string OrganisationKind = "org_kind";

    /// <summary>What the holder may do; always an array.</summary>
    public const string Role = "role";

    /// <summary>The person who answers for what is done with the token: four eyes compare it.</summary>
    public const string Person = "person";

    /// <summary>The services that have a scope, and are an audience, of that name.</summary>
    public static readonly string[] ServiceScopes =
        ["identity", "invoice", "receivable", "factoring", "bank-settlement", "ledger"];

    /// <summary>The scopes of OpenID Connect that are offered beside them.</summary>
    public static readonly string[] SessionScopes = [Scopes.OpenId, Scopes.Profile, Scopes.OfflineAccess];

    /// <summary>The principal of an access token with the granted scopes; its audiences are the services among
    /// them.</summary>
    public static ClaimsPrincipal Principal(Standing standing, IEnumerable<string> scopes)
    {
        var identity = new ClaimsIdentity(TokenValidationParameters.DefaultAuthenticationType, Claims.Name, Role);
        identity.SetClaim(Claims.Subject, standing.Subject.ToString())
            .SetClaim(Claims.Name, standing.Name)
            .SetClaim(Organisation, standing.OrganisationId.ToString())
            .SetClaim(Person, standing.ResponsiblePersonId.ToString());
        identity.AddClaim(Array(OrganisationKind, standing.Kinds));
        identity.AddClaim(Array(Role, standing.Roles));
        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(scopes);
        principal.SetResources(principal.GetScopes().Intersect(ServiceScopes, StringComparer.Ordinal));
        principal.SetDestinations(_ => principal.HasScope(Scopes.OpenId)
            ? [Destinations.AccessToken, Destinations.IdentityToken]
            : [Destinations.AccessToken]);
        return principal;
    }

    // Several claims of one type become an array by themselves, a single one does not.
    private static Claim Array(string type, string[] values) =>
        new(type, JsonSerializer.Serialize(values), JsonClaimValueTypes.JsonArray);
}
