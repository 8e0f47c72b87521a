using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace SupplyFinance.Identity;

/// <summary>Answers the token endpoint once OpenIddict has checked the client, the code, the refresh token and the
/// proof key. Whoever has lost their standing since — person inactive, organisation suspended — gets nothing, at a
/// refresh as much as at first.</summary>
public sealed class IssueToken(Standings standings) : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    public async ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var fromClient = context.Request.IsClientCredentialsGrantType();
        var granted = fromClient ? null : context.AuthorizationCodePrincipal ?? context.RefreshTokenPrincipal;
        var standing = fromClient
            ? await standings.OfClient(context.Request.ClientId)
            : await standings.OfPerson(granted?.GetClaim(Claims.Subject));
        if (standing is null)
        {
            context.Reject(
                fromClient ? Errors.UnauthorizedClient : Errors.InvalidGrant,
                "The person or client is not active, or its organisation is not admitted.");
            return;
        }

        var scopes = fromClient || (context.Request.IsRefreshTokenGrantType() && context.Request.Scope is not null)
            ? context.Request.GetScopes()
            : granted!.GetScopes();
        context.SignIn(TokenClaims.Principal(standing, scopes));
    }
}
