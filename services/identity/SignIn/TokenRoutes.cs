using Microsoft.AspNetCore.Mvc;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Identity;

/// <summary>The pages and passthrough endpoints of the token server; the other protocol endpoints are answered by
/// OpenIddict itself.</summary>
public static class TokenRoutes
{
    /// <summary>A name, a password and an authorization request: far below this.</summary>
    private const long FormLimit = 64 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        const string Why = "whoever comes here is about to sign in or has just signed out";
        string[] both = [HttpMethods.Get, HttpMethods.Post];
        routes.MapMethods(Authorize.Route, both, (Delegate)Authorize.Handle).AllowAnyone(Why, opensWork: false)
            .ExcludeFromDescription();
        routes.MapMethods(EndSession.Route, both, (Delegate)EndSession.Handle).AllowAnyone(Why, opensWork: false)
            .ExcludeFromDescription();
        routes.MapGet(SignInPage.Route, SignInPage.Show).AllowAnyone(Why, opensWork: false).ExcludeFromDescription();
        routes.MapPost(SignInPage.Route, SignInPage.Submit).AllowAnyone(Why, opensWork: false).ExcludeFromDescription()
            .WithMetadata(new RequestSizeLimitAttribute(FormLimit));
    }
}
