using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using SupplyFinance.Platform.Data;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace SupplyFinance.Identity;

/// <summary>Registers the token server: ASP.NET Core Identity for passwords and lockout, OpenIddict for the
/// protocol.</summary>
public static class TokenServer
{
    /// <summary>NIST SP 800-63B §3.1.1.2: fifteen characters where the password stands alone.</summary>
    public const int ShortestPassword = 15;

    public static void Add(IServiceCollection services, TokenServerSettings settings)
    {
        services.AddDbContext<SignInDbContext>((provider, options) =>
            SignInDbContext.Use(options, provider.GetRequiredService<Database>()));
        // Their everyday lines tell of every statement and every request, and a request can hold a secret. The cookie
        // keys lie in a folder that only this account reads, which is what the data-protection warning asks about.
        services.AddLogging(logging => logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning)
            .AddFilter("OpenIddict", LogLevel.Warning)
                .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
        AddPasswords(services, settings);
        services.AddSingleton(settings).AddSingleton<Standings>().AddSingleton<UsedAssertions>()
            .AddSingleton<SignInStores>()
            .AddSingleton<IStartupFilter, IssuerOrigin>()
            .AddHostedService<PruneTokens>();
        services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<SignInDbContext>())
            .AddServer(server => Configure(server, settings));
    }

    private static void AddPasswords(IServiceCollection services, TokenServerSettings settings)
    {
        services.AddIdentityCore<IdentityUser>(options =>
            {
                options.Lockout.MaxFailedAccessAttempts = TokenServerSettings.LockoutAfterFailures;
                options.Lockout.DefaultLockoutTimeSpan = TokenServerSettings.LockoutTime;
                options.Password.RequiredLength = ShortestPassword;

                // Length beats alphabet soup (NIST SP 800-63B §3.1.1.2).
                options.Password.RequireDigit = false;
                options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireNonAlphanumeric = false;
            })
            .AddEntityFrameworkStores<SignInDbContext>()
            .AddSignInManager();
        services.AddDataProtection()
            .SetApplicationName("SupplyFinance.Identity")
            .PersistKeysToFileSystem(KeyFiles.Cookies(settings.KeyFolder));
        services.AddAuthentication()
            .AddCookie(SignInSession.Scheme, options => SignInSession.Configure(options, settings));
        services.AddAntiforgery(options =>
        {
            options.FormFieldName = "form_token";
            options.Cookie.Name = "sf_form";
            options.Cookie.Path = SignInSession.CookiePath;
            options.Cookie.SecurePolicy = SignInSession.Secure(settings);
        });
    }

    private static void Configure(OpenIddictServerBuilder server, TokenServerSettings settings)
    {
        server.SetIssuer(settings.Issuer)
            .SetConfigurationEndpointUris(".well-known/openid-configuration")
            .SetJsonWebKeySetEndpointUris(".well-known/jwks")
            .SetTokenEndpointUris("connect/token")
            .SetAuthorizationEndpointUris("connect/authorize")
            .SetEndSessionEndpointUris("connect/endsession")
            .SetRevocationEndpointUris("connect/revocation");
        server.AllowClientCredentialsFlow()
            .AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange()
            .AllowRefreshTokenFlow();
        server.RegisterScopes([.. TokenClaims.ServiceScopes, .. TokenClaims.SessionScopes]);
        server.RegisterClaims(
            Claims.Name, TokenClaims.Organisation, TokenClaims.OrganisationKind, TokenClaims.Role, TokenClaims.Person);
        server.AddSigningKey(KeyFiles.Signing(settings.KeyFolder))
            .AddEncryptionKey(KeyFiles.Sealing(settings.KeyFolder))
            .DisableAccessTokenEncryption()
            .SetAccessTokenLifetime(TokenServerSettings.AccessTokenLifetime)
            .SetAuthorizationCodeLifetime(TokenServerSettings.CodeLifetime)
            .SetRefreshTokenLifetime(TokenServerSettings.RefreshTokenLifetime);
        server.Configure(options =>
        {
            // A plain challenge proves nothing to whoever reads the request; form_post needs a script in the page.
            options.CodeChallengeMethods.Remove(CodeChallengeMethods.Plain);
            options.ResponseModes.IntersectWith([ResponseModes.Query]);
        });
        server.AddEventHandler<HandleTokenRequestContext>(handler => handler.UseScopedHandler<IssueToken>());
        server.AddEventHandler<ProcessAuthenticationContext>(handler => handler.UseScopedHandler<AcceptAssertionOnce>()
            .SetOrder(ValidateClientAssertionIssuer.Descriptor.Order + 1));
        var host = server.UseAspNetCore().EnableAuthorizationEndpointPassthrough()
            .EnableEndSessionEndpointPassthrough();
        if (settings.Plain)
        {
            host.DisableTransportSecurityRequirement();
        }
    }
}
