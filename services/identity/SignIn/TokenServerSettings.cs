using System.Net;

namespace SupplyFinance.Identity;

/// <summary>What the token server is told: the origin the world sees, where its keys lie, how long its tokens
/// live.</summary>
/// <param name="Plain">Whether the origin is http: on loopback, or in a test.</param>
public sealed record TokenServerSettings(Uri Issuer, string KeyFolder, bool Plain)
{
    /// <summary>A resource service checks no revocation list: this is how long a lost access token can do
    /// harm.</summary>
    public static readonly TimeSpan AccessTokenLifetime = TimeSpan.FromMinutes(10);

    /// <summary>RFC 6749 §4.1.2 advises ten minutes at most; a browser's redirect needs seconds.</summary>
    public static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(2);

    /// <summary>One working day with its overtime.</summary>
    public static readonly TimeSpan RefreshTokenLifetime = TimeSpan.FromHours(12);

    /// <summary>The sign-in cookie; afterwards the password is asked again.</summary>
    public static readonly TimeSpan SessionLifetime = TimeSpan.FromHours(8);

    /// <summary>Wrong passwords in a row before an account rests.</summary>
    public const int LockoutAfterFailures = 5;

    /// <summary>Long enough that guessing is hopeless, short enough that nobody calls the operator.</summary>
    public static readonly TimeSpan LockoutTime = TimeSpan.FromMinutes(15);

    /// <summary>Whether the origin can be reached from this machine only.</summary>
    public bool IsLoopback =>
        Issuer.IsLoopback || (IPAddress.TryParse(Issuer.DnsSafeHost, out var address) && IPAddress.IsLoopback(address));

    /// <summary>The settings, or an exception that says what is wrong with the issuer. Http is for a laptop's own
    /// loopback address and for tests; anywhere else it would put tokens on a wire in the clear.</summary>
    public static TokenServerSettings Of(string issuer, string keyFolder, bool inTest = false)
    {
        if (!Uri.TryCreate(issuer, UriKind.Absolute, out var uri) || uri.AbsolutePath != "/" || uri.Query != ""
            || uri.Fragment != ""
            || uri.UserInfo != "")
        {
            throw new InvalidOperationException(
                $"The issuer '{issuer}' is not an origin such as https://finance.example.");
        }

        var settings = new TokenServerSettings(uri, keyFolder, Plain: uri.Scheme == Uri.UriSchemeHttp);
        return uri.Scheme == Uri.UriSchemeHttps || (settings.Plain && (settings.IsLoopback || inTest))
            ? settings
            : throw new InvalidOperationException(
                $"The issuer '{issuer}' must be https; http is allowed on loopback only.");
    }
}
