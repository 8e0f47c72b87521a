using OpenIddict.Abstractions;

namespace SupplyFinance.Identity;

/// <summary>The web clients of a demonstration, whose secrets are as public as its password.</summary>
public static class DemonstrationClients
{
    public const string Portal = "portal";
    public const string Walkthrough = "walkthrough";

    /// <summary>Both clients at the platform's own origin.</summary>
    public static IEnumerable<OpenIddictApplicationDescriptor> At(Uri issuer)
    {
        yield return Clients.Web(
            Portal, "SupplyFinance portal", DemonstrationCast.ClientSecret, new(issuer, "signin-oidc"),
            new(issuer, "signout-callback-oidc"));
        yield return Clients.Web(
            Walkthrough, "Walkthrough", DemonstrationCast.ClientSecret, new(issuer, "walkthrough/callback"), issuer);
    }
}
