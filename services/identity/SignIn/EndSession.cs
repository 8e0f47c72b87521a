using Microsoft.AspNetCore.Authentication;
using OpenIddict.Server.AspNetCore;

namespace SupplyFinance.Identity;

/// <summary>Ends the browser's session and goes to the client's registered address, or to a page that says
/// so.</summary>
public static class EndSession
{
    public const string Route = "/connect/endsession";

    public static async Task<IResult> Handle(HttpContext context)
    {
        await SignInSession.End(context);
        return Results.SignOut(
            new AuthenticationProperties { RedirectUri = SignInPage.SignedOut },
            [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }
}
