namespace SupplyFinance.Identity;

/// <summary>The pages and passthrough endpoints of the token server; the other protocol endpoints are answered by OpenIddict itself.</summary>
public static class TokenRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var open = routes.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        open.MapMethods(Authorize.Route, [HttpMethods.Get, HttpMethods.Post], (Delegate)Authorize.Handle);
        open.MapMethods(EndSession.Route, [HttpMethods.Get, HttpMethods.Post], (Delegate)EndSession.Handle);
        open.MapGet(SignInPage.Route, SignInPage.Show);
        open.MapPost(SignInPage.Route, SignInPage.Submit);
        open.MapGet(SignedOutPage.Route, SignedOutPage.Handle);
    }
}
