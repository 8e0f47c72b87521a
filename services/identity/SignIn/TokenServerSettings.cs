using System.Net;

namespace SupplyFinance.Identity;

/// <summary>What the token server is told: the origin the world sees, where its keys lie, how long its tokens live.</summary>
public sealed record TokenServerSettings(Uri Issuer, string KeyFolder)
{
    /// <summary>A resource service checks no revocation list: this is how long a lost access token can do harm.</summary>
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

    /// <summary>Http is for a laptop's own loopback address; anything else would put tokens on a wire in the clear.</summary>
    public bool IsPlainLoopback => Issuer.Scheme == Uri.UriSchemeHttp && IsLoopback(Issuer);

    /// <summary>The settings, or an exception that says what is wrong with the issuer.</summary>
    public static TokenServerSettings Of(string issuer, string keyFolder)
    {
        if (!Uri.TryCreate(issuer, UriKind.Absolute, out var uri) || uri.AbsolutePath != "/" || uri.Query != "" || uri.Fragment != ""
            || uri.UserInfo != "")
        {
            throw new InvalidOperationException($"The issuer '{issuer}' is not an origin such as https://finance.example.");
        }

        var settings = new TokenServerSettings(uri, keyFolder);
        return uri.Scheme == Uri.UriSchemeHttps || settings.IsPlainLoopback
            ? settings
            : throw new InvalidOperationException($"The issuer '{issuer}' must be https; http is allowed on loopback only.");
    }

    private static bool IsLoopback(Uri uri) =>
        uri.IsLoopback || (IPAddress.TryParse(uri.DnsSafeHost, out var address) && IPAddress.IsLoopback(address));
}
