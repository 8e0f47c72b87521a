using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
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
        var reading = ReadRoutes(options.RouteFile);
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
        builder.Services.AddHealthChecks().AddTokenKeys();
        options.Extend?.Invoke(builder);

        var app = builder.Build();
        foreach (var warning in reading.Warnings)
            app.Logger.LogWarning("{Warning}", warning);
        app.UseKnownProxies(options.KnownProxies);
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
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = Tell }).AllowAnonymous();
        app.MapDocuments(routes);
        GatewayEngine.Map(app, routes);
        return app;
    }

    /// <summary>Reads and checks a route file; its routes may name the gateway's own authentication schemes.</summary>
    internal static RouteFileReading ReadRoutes(string file) => RouteFileReader.Read(file, Schemes);

    private static Task Tell(HttpContext http, HealthReport report) => http.Response.WriteAsJsonAsync(new
    {
        Status = report.Status.ToString(),
        Checks = report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Description),
    });

    private static BearerTokenOptions WithAudiences(BearerTokenOptions tokens, IEnumerable<GatewayRoute> routes)
    {
        if (tokens.Audience is not null || tokens.Audiences.Count > 0)
            return tokens;
        string[] scopes = [.. routes.SelectMany(route => route.Access?.AllowedScopes ?? []).Distinct()];
        // A file without scopes leaves one audience that every issuer has: itself.
        return tokens with { Audiences = scopes.Length > 0 ? scopes : [tokens.Issuer] };
    }
}
