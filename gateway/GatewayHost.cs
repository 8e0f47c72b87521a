using Microsoft.AspNetCore.Authentication.JwtBearer;
using SupplyFinance.Gateway.Engine;
using SupplyFinance.Gateway.Http;
using SupplyFinance.Gateway.Routes;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Gateway;

/// <summary>Builds the gateway: one origin before all services.</summary>
public static class GatewayHost
{
    private static readonly HashSet<string> Schemes = [JwtBearerDefaults.AuthenticationScheme];

    /// <summary>A gateway that is built and not yet started.</summary>
    /// <exception cref="RouteFileRefusedException">The route file has errors; all are named.</exception>
    public static WebApplication Build(GatewayOptions options)
    {
        var reading = RouteFileReader.Read(options.RouteFile, Schemes);
        var file = reading.File ?? throw new RouteFileRefusedException(reading.Errors);
        var routes = file.Routes.Where(route => options.IsDemonstration || !route.IsDemonstrationOnly).ToList();

        // Slim and without files: the gateway's configuration is what its host hands it.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(GatewayHost).Assembly.GetName().Name,
        });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection();
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UseUrls([.. options.Urls]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyLimit.Json;
        });
        builder.Services.AddBearerTokens(WithAudiences(options.Tokens, routes));
        builder.Services.AddRoutePolicies(routes);
        builder.Services.AddRouteRateLimits(routes);
        GatewayEngine.Add(builder, routes, options.Addresses);
        options.Extend?.Invoke(builder);

        var app = builder.Build();
        foreach (var warning in reading.Warnings)
            app.Logger.LogWarning("{Warning}", warning);
        app.UseRequestIds();
        app.UseSecurityHeaders();
        app.UseDocumentsPolicy();
        app.UseProblems();
        app.UsePlainPaths();
        app.UseRouting();
        app.UseBodyLimits();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.MapGet("/health/live", () => Results.Json(new { status = "live" })).AllowAnonymous();
        app.MapGet("/health/ready", () => Results.Json(new { status = "ready" })).AllowAnonymous();
        app.MapDocuments(routes);
        GatewayEngine.Map(app, routes);
        return app;
    }

    private static BearerTokenOptions WithAudiences(BearerTokenOptions tokens, IEnumerable<GatewayRoute> routes)
    {
        if (tokens.Audience is not null || tokens.Audiences.Count > 0)
            return tokens;
        string[] scopes = [.. routes.SelectMany(route => route.Access?.AllowedScopes ?? []).Distinct()];
        // A file without scopes leaves one audience that every issuer has: itself.
        return tokens with { Audiences = scopes.Length > 0 ? scopes : [tokens.Issuer] };
    }
}
