using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace SupplyFinance.Identity;

/// <summary>The page that asks for a name and a password: plain HTML that works without script, in two
/// languages.</summary>
public static class SignInPage
{
    public const string Route = "/sign-in";

    // Verified when the name is unknown, so that the answer takes as long as for a known one.
    private static readonly string NobodysHash = new PasswordHasher<IdentityUser>()
        .HashPassword(new(), Guid.NewGuid().ToString());

    /// <summary>The page's address; <paramref name="returnTo"/> is the authorization request to continue
    /// with.</summary>
    public static string Address(string returnTo, string? languages) => Route + new QueryBuilder
    {
        { "return_to", returnTo },
        { "lang", languages ?? "" },
    }.ToQueryString();

    /// <summary>Where a sign-out ends when the client named no address of its own.</summary>
    public const string SignedOut = Route + "?signed_out=yes";

    public static IResult Show(HttpContext context, IAntiforgery antiforgery)
    {
        if (context.Request.Query.ContainsKey("signed_out"))
        {
            var text = SignInText.For(context.Request.Headers.AcceptLanguage);
            return PlainPage.Write(context, text, StatusCodes.Status200OK,
                $"<h1>SupplyFinance</h1><p>{text.SignedOut}</p>");
        }

        return Page(context, antiforgery, context.Request.Query["return_to"].ToString(), error: null);
    }

    public static async Task<IResult> Submit(
        HttpContext context, IAntiforgery antiforgery, UserManager<IdentityUser> accounts,
        SignInManager<IdentityUser> passwords)
    {
        if (!context.Request.HasFormContentType)
        {
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var returnTo = form["return_to"].ToString();
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Page(context, antiforgery, returnTo, text => text.Stale);
        }

        if (!IsAuthorization(returnTo))
        {
            return Page(context, antiforgery, returnTo, text => text.BadLink);
        }

        var (account, outcome) =
            await Check(accounts, passwords, form["name"].ToString().Trim(), form["password"].ToString());
        if (account is null || !outcome.Succeeded)
        {
            return Page(context, antiforgery, returnTo, text => outcome.IsLockedOut ? text.Resting : text.Wrong);
        }

        await SignInSession.Begin(context, account);
        return Results.Redirect(returnTo);
    }

    private static async Task<(IdentityUser? Account, SignInResult Outcome)> Check(
        UserManager<IdentityUser> accounts, SignInManager<IdentityUser> passwords, string name, string password)
    {
        if (password.Length > SignInStores.LongestPassword)
        {
            return (null, SignInResult.Failed);
        }

        var account = await accounts.FindByNameAsync(name);
        if (account is null)
        {
            accounts.PasswordHasher.VerifyHashedPassword(new IdentityUser(), NobodysHash, password);
            return (null, SignInResult.Failed);
        }

        return (account, await passwords.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true));
    }

    // Only our own authorization endpoint is returned to: the page is no open redirect.
    private static bool IsAuthorization(string returnTo) =>
        returnTo.StartsWith(Authorize.Route + "?", StringComparison.Ordinal);

    private static IResult Page(HttpContext context, IAntiforgery antiforgery, string returnTo,
        Func<SignInText, string>? error)
    {
        var wish = context.Request.Query["lang"].ToString();
        var text = SignInText.For(wish.Length > 0 ? wish : context.Request.Headers.AcceptLanguage.ToString());
        var message = error ?? (IsAuthorization(returnTo) ? null : t => t.BadLink);
        var token = antiforgery.GetAndStoreTokens(context);
        var html = HtmlEncoder.Default;
        var here = html.Encode(Address(returnTo, text.Language));
        var body = $"""
            <h1>{text.Title}</h1>
            {(message is null ? "" : $"<p role=\"alert\">{message(text)}</p>")}
            <form method="post" action="{here}">
            <input type="hidden" name="{token.FormFieldName}" value="{html.Encode(token.RequestToken ?? "")}">
            <input type="hidden" name="return_to" value="{html.Encode(returnTo)}">
            <label for="name">{text.Name}</label>
            <input id="name" name="name" autocomplete="username" required autofocus>
            <label for="password">{text.Password}</label>
            <input id="password" name="password" type="password" autocomplete="current-password" required>
            <button type="submit">{text.Submit}</button>
            </form>
            <p><a href="{html.Encode(Address(returnTo, text.Other))}" lang="{text.Other}">{text.OtherLanguage}</a></p>
            """;
        var status = error is null && message is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        return PlainPage.Write(context, text, status, body, FormTarget(returnTo));
    }

    /// <summary>Browsers hold the whole chain of redirects after a form against <c>form-action</c>: the client's own
    /// origin belongs in it.</summary>
    private static string FormTarget(string returnTo)
    {
        var query = returnTo.IndexOf('?', StringComparison.Ordinal);
        return query >= 0 && QueryHelpers.ParseQuery(returnTo[query..]).TryGetValue("redirect_uri", out var address)
            && Uri.TryCreate(address.ToString(), UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
                ? " " + uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)
                : "";
    }
}
