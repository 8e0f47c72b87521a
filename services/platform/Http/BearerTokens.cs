using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace SupplyFinance.Platform.Http;

/// <summary>Whose access tokens are believed, and where the keys that prove them are found.</summary>
public sealed record BearerTokenOptions
{
    /// <summary>The exact value of the token's <c>iss</c>.</summary>
    public required string Issuer { get; init; }

    /// <summary>The issuer's JWK set (RFC 7517): https, or http on loopback. Fetched at the first token.</summary>
    public required Uri KeysAddress { get; init; }

    /// <summary>Whether the keys may come over http from another host, because the network between is closed to others.</summary>
    public bool KeysInClear { get; init; }

    /// <summary>The value <c>aud</c> must hold; null where any of <see cref="Audiences"/> will do.</summary>
    public string? Audience { get; init; }

    /// <summary>Read only where <see cref="Audience"/> is null: one of these must be in <c>aud</c>.</summary>
    public IReadOnlyList<string> Audiences { get; init; } = [];
}

/// <summary>
/// Access tokens of RFC 9068: a signed JWT of type <c>at+jwt</c>, ES256 only, whose claims keep their own names
/// (<c>sub org org_kind role scope person name</c>).
/// </summary>
public static class BearerTokens
{
    /// <summary>Two machines' clocks may differ by this much; longer would stretch every short-lived token.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(10);

    /// <summary>Adds the authentication scheme <c>Bearer</c> as the default, and authorization.</summary>
    public static AuthenticationBuilder AddBearerTokens(this IServiceCollection services, BearerTokenOptions options)
    {
        string[] audiences = options.Audience is { } one ? [one] : [.. options.Audiences];
        if (audiences.Length == 0)
            throw new ArgumentException("A token's audience must be checked: name one.", nameof(options));
        if (options.KeysAddress.Scheme != Uri.UriSchemeHttps && !options.KeysAddress.IsLoopback && !options.KeysInClear)
            throw new ArgumentException(
                $"Keys that prove tokens are fetched by https: {options.KeysAddress}", nameof(options));

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider =>
            new SigningKeys(options.KeysAddress, provider.GetRequiredService<TimeProvider>()));
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<SigningKeys>((bearer, keys) => bearer.ConfigurationManager = keys);
        services.AddAuthorization();
        return services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(bearer =>
        {
            bearer.MapInboundClaims = false;
            bearer.RequireHttpsMetadata = options.KeysAddress.Scheme == Uri.UriSchemeHttps;
            bearer.TokenValidationParameters = new TokenValidationParameters
            {
                ValidIssuer = options.Issuer,
                ValidAudiences = audiences,
                ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
                ValidTypes = ["at+jwt"],
                ClockSkew = ClockSkew,
                NameClaimType = JwtRegisteredClaimNames.Name,
                RoleClaimType = "role",
            };
            bearer.Events = new JwtBearerEvents { OnChallenge = Challenge, OnForbidden = Forbid };
        });
    }

    /// <summary>The scopes granted: <c>scope</c> is one claim with spaces between its values (RFC 8693 §4.2).</summary>
    public static IEnumerable<string> Scopes(this ClaimsPrincipal principal) =>
        principal.FindAll("scope").SelectMany(claim => claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static Task Challenge(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        var http = context.HttpContext;
        var refused = context.AuthenticateFailure is not null;
        if (refused && http.RequestServices.GetRequiredService<SigningKeys>().AreMissing)
        {
            http.Response.Headers.RetryAfter = "1";
            return Refuse(http, StatusCodes.Status503ServiceUnavailable, "sign-in-unavailable",
                "The issuer's keys cannot be fetched at the moment, so no token can be checked.");
        }
        http.Response.Headers.WWWAuthenticate = refused ? "Bearer error=\"invalid_token\"" : "Bearer";
        return Refuse(http, StatusCodes.Status401Unauthorized, "unauthenticated", context.AuthenticateFailure switch
        {
            null => "This needs an access token.",
            SecurityTokenExpiredException => "The access token has expired.",
            _ => "The access token is not valid here.",
        });
    }

    private static Task Forbid(ForbiddenContext context) =>
        Refuse(context.HttpContext, StatusCodes.Status403Forbidden, "forbidden",
            "The access token does not allow this.");

    private static Task Refuse(HttpContext http, int status, string code, string message) =>
        Problems.Of(http, status, code, message).ExecuteAsync(http);
}

/// <summary>The issuer's keys: fetched at first need, kept, fetched again when a token names an unknown one.</summary>
internal sealed class SigningKeys : BaseConfigurationManager, IConfigurationManager<OpenIdConnectConfiguration>,
    IDisposable
{
    /// <summary>At most one fetch in this time, whatever key ids strangers invent.</summary>
    public static readonly TimeSpan BetweenFetches = TimeSpan.FromSeconds(2);

    /// <summary>Keys are looked at afresh after this time, so that a withdrawn key stops counting.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    /// <summary>A request waits for the keys; it must not hang when the issuer does.</summary>
    public static readonly TimeSpan FetchTimeout = TimeSpan.FromSeconds(5);

    /// <summary>A key set has a handful of keys of some 200 bytes; anything larger is not one.</summary>
    public const int LargestKeySet = 64 * 1024;

    private readonly HttpClient http;
    private readonly Uri address;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim fetching = new(1, 1);
    private volatile Held? held;
    private volatile bool refresh;
    private DateTimeOffset? tried;

    public SigningKeys(Uri address, TimeProvider time)
    {
        this.address = address;
        this.time = time;
        UseLastKnownGoodConfiguration = false;
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            Timeout = FetchTimeout,
            MaxResponseContentBufferSize = LargestKeySet,
        };
    }

    public bool AreKnown => held is not null;

    /// <summary>They were asked for and did not come. A token that is refused before anybody needed a key is simply no token.</summary>
    public bool AreMissing => held is null && tried is not null;

    public override void RequestRefresh() => refresh = true;

    public override async Task<BaseConfiguration> GetBaseConfigurationAsync(CancellationToken cancel) =>
        await GetConfigurationAsync(cancel);

    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        if (held is { } fresh && !IsDue(fresh))
            return fresh.Keys;
        // Nobody waits behind a slow issuer while there are keys to go on with.
        if (!await fetching.WaitAsync(held is null ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, cancel))
            return held!.Keys;
        try
        {
            var now = time.GetUtcNow();
            if (IsDue(held) && (tried is null || now >= tried + BetweenFetches))
            {
                tried = now;
                held = new Held(await Fetch(cancel), now);
                refresh = false;
            }
            return held?.Keys ?? throw new InvalidOperationException($"The keys at {address} could not be fetched.");
        }
        catch (Exception) when (held is not null && !cancel.IsCancellationRequested)
        {
            return held.Keys;
        }
        finally
        {
            fetching.Release();
        }
    }

    public void Dispose()
    {
        http.Dispose();
        fetching.Dispose();
    }

    private async Task<OpenIdConnectConfiguration> Fetch(CancellationToken cancel)
    {
        var keys = new OpenIdConnectConfiguration();
        foreach (var key in new JsonWebKeySet(await http.GetStringAsync(address, cancel)).GetSigningKeys())
            keys.SigningKeys.Add(key);
        return keys;
    }

    private bool IsDue(Held? keys) => keys is null || refresh || time.GetUtcNow() >= keys.Since + KeptFor;

    private sealed record Held(OpenIdConnectConfiguration Keys, DateTimeOffset Since);
}
