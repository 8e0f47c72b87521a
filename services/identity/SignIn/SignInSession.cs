using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace SupplyFinance.Identity;

/// <summary>The browser's session with the token server itself: a cookie that says which person gave the password and
/// when. No API takes it; it only spares the password at the next authorization.</summary>
public static class SignInSession
{
    public const string Scheme = "sign-in";
    public const string CookiePath = "/";
    private const string SubjectClaim = "sub";
    private const string StampClaim = "stamp";

    public static void Configure(CookieAuthenticationOptions options, TokenServerSettings settings)
    {
        options.Cookie.Name = "sf_session";
        options.Cookie.Path = CookiePath;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = Secure(settings);
        options.ExpireTimeSpan = TokenServerSettings.SessionLifetime;
        options.SlidingExpiration = false;
    }

    public static CookieSecurePolicy Secure(TokenServerSettings settings) =>
        settings.Plain ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;

    public static Task Begin(HttpContext context, IdentityUser account)
    {
        var identity = new ClaimsIdentity(
            [new(SubjectClaim, account.Id), new(StampClaim, account.SecurityStamp ?? "")], Scheme, SubjectClaim,
            roleType: null);
        return context.SignInAsync(Scheme, new ClaimsPrincipal(identity));
    }

    public static Task End(HttpContext context) => context.SignOutAsync(Scheme);

    /// <summary>The signed-in person's id, unless there is none, the session is older than <paramref name="oldest"/>,
    /// or the account's password was changed since.</summary>
    public static async Task<string?> Subject(HttpContext context, UserManager<IdentityUser> accounts, TimeSpan? oldest,
        DateTimeOffset now)
    {
        var session = await context.AuthenticateAsync(Scheme);
        if (!session.Succeeded || session.Principal.FindFirstValue(SubjectClaim) is not { } subject
            || (oldest is { } limit && !(session.Properties?.IssuedUtc >= now - limit)))
        {
            return null;
        }

        var account = await accounts.FindByIdAsync(subject);
        return account is not null && account.SecurityStamp == session.Principal.FindFirstValue(StampClaim) ? subject
            : null;
    }
}
