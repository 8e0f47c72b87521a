using Scalar.AspNetCore;
using SupplyFinance.Gateway.Routes;

namespace SupplyFinance.Gateway;

/// <summary>The platform's interface descriptions: an index of them, and a page that shows them.</summary>
internal static class Documents
{
    private const string Prefix = "openapi";
    private const string Suffix = ".json";

    /// <summary>
    /// The reference page's script is served from here and its starting script carries a nonce; the page's styles are
    /// written by the script. Nothing is loaded from elsewhere.
    /// </summary>
    private static string ContentPolicy(string nonce) =>
        $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Maps <c>/openapi</c> and <c>/docs</c>; the documents themselves are routes of the file.</summary>
    public static void MapDocuments(this WebApplication app, IReadOnlyList<GatewayRoute> routes)
    {
        string[] services = [.. routes.Select(Service).OfType<string>().Order(StringComparer.Ordinal)];
        var index = services.Select(service => new { service, url = $"/{Prefix}/{service}{Suffix}" }).ToArray();
        app.MapGet($"/{Prefix}", () => Results.Json(new { documents = index })).AllowAnonymous();
        app.MapScalarApiReference("/docs", options =>
        {
            options.WithTitle("SupplyFinance").WithNonce().DisableDefaultFonts().DisableTelemetry().DisableAgent();
            // No buttons that lead to services of somebody else, and every request goes to where the page came from.
            options.DisableMcp().HideDeveloperTools().HideClientButton().AddPreferredSecuritySchemes("bearer");
            foreach (var service in services)
                options.AddDocument(service, service, $"/{Prefix}/{service}{Suffix}");
        }).AllowAnonymous();
    }

    /// <summary>Lets the reference page run its own scripts, which the policy for data forbids.</summary>
    public static IApplicationBuilder UseDocumentsPolicy(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(() =>
        {
            if (http.Items[ScalarOptions.NonceHttpContextItemKey] is string nonce)
                http.Response.Headers.ContentSecurityPolicy = ContentPolicy(nonce);
            return Task.CompletedTask;
        });
        return next(http);
    });

    private static string? Service(GatewayRoute route) =>
        route.Upstream.Segments is [{ Name: Prefix, IsPlaceholder: false }, { IsPlaceholder: false, Name: var file }]
        && file.EndsWith(Suffix, StringComparison.Ordinal) ? file[..^Suffix.Length] : null;
}
