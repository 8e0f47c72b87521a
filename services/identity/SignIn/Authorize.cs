using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace SupplyFinance.Identity;

/// <summary>The authorization endpoint for people: OpenIddict has checked client, redirect address, scopes and proof
/// key; here a session is asked for, the person's standing is looked at, and the code is granted. The clients are the
/// platform's own, so nobody is asked for consent.</summary>
public static class Authorize
{
    public const string Route = "/connect/authorize";

    public static async Task<IResult> Handle(
        HttpContext context, UserManager<IdentityUser> accounts, Standings standings, TimeProvider time)
    {
        var request =
            context.GetOpenIddictServerRequest() ?? throw new InvalidOperationException(
                "Not an authorization request.");
        var oldest = request.MaxAge is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
        var subject = request.HasPromptValue(PromptValues.Login)
            ? null
            : await SignInSession.Subject(context, accounts, oldest, time.GetUtcNow());
        if (subject is null)
        {
            return request.HasPromptValue(PromptValues.None)
                ? Refuse(Errors.LoginRequired, "Nobody is signed in.")
                : Results.Redirect(SignInPage.Address(Again(request), request.UiLocales));
        }

        var standing = await standings.OfPerson(subject);
        return standing is null
            ? Refuse(Errors.AccessDenied, "The person is not active, or the organisation is not admitted.")
            : Results.SignIn(
                TokenClaims.Principal(standing, request.GetScopes()),
                authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    /// <summary>The same request to come back to, without the wish for a fresh sign-in that the sign-in page then has
    /// fulfilled.</summary>
    private static string Again(OpenIddictRequest request)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in request.GetParameters())
        {
            if (name is not (Parameters.Prompt or Parameters.MaxAge) && (string?)value is { } text)
            {
                query.Add(name, text);
            }
        }

        return Route + query.ToQueryString();
    }

    private static IResult Refuse(string error, string description) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }),
        [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
}
