using Ocelot.Configuration.File;
using Ocelot.DependencyInjection;
using Ocelot.Middleware;
using SupplyFinance.Gateway.Routes;

namespace SupplyFinance.Gateway.Engine;

/// <summary>
/// Forwards by Ocelot 24.1 or newer; compiled in by <c>GatewayEngine=Ocelot</c>. Ocelot only forwards: tokens, scopes and
/// rate limits are checked before it by the same endpoints as with YARP.
/// </summary>
internal static class GatewayEngine
{
    /// <summary>Adds the proxy for checked routes; <paramref name="addresses"/> says where services listen instead.</summary>
    public static void Add(
        WebApplicationBuilder builder, IReadOnlyList<GatewayRoute> routes, IReadOnlyDictionary<string, Uri> addresses)
    {
        builder.Logging.AddFilter("Ocelot", LogLevel.Warning);
        // The file is already read and checked; Ocelot is handed what came of it and reads no file of its own.
        builder.Services.AddOcelot(new ConfigurationBuilder().Build()).AddDelegatingHandler<OriginalHost>(global: true);
        builder.Services.Configure<FileConfiguration>(file =>
            file.Routes.AddRange(routes.Select(route => Route(route, addresses))));
    }

    /// <summary>Maps an endpoint for each route, with the route's demands on it.</summary>
    public static void Map(WebApplication app, IReadOnlyList<GatewayRoute> routes)
    {
        var branch = ((IApplicationBuilder)app).New();
        // Waits for nothing but memory: the routes are already there.
        branch.UseOcelot().GetAwaiter().GetResult();
        var forward = branch.Build();
        foreach (var route in routes)
        {
            var pattern = RouteEndpoints.Pattern(route.Upstream);
            RequestDelegate answer = http => Forward(http, route, forward);
            var endpoint = route.Methods.Count == 0
                ? app.Map(pattern, answer)
                : app.MapMethods(pattern, route.Methods, answer);
            endpoint.WithOrder(-route.Priority).Demand(route);
        }
    }

    /// <summary>Whether the answer so far is a service's own, not a failure to reach one.</summary>
    public static bool HasAnswerOfService(HttpContext http) =>
        http.Items!.DownstreamResponse() is not null && http.Items!.Errors().Count == 0;

    /// <summary>
    /// The route in Ocelot's words. Ocelot looks for the route again by itself; a first segment that only
    /// <see cref="Map"/> writes keeps it from finding another than the one that the caller was let in to.
    /// </summary>
    internal static FileRoute Route(GatewayRoute route, IReadOnlyDictionary<string, Uri> addresses)
    {
        var places = route.Hosts.Select(place => addresses.GetValueOrDefault(
            place.Host, new UriBuilder(route.Scheme, place.Host, place.Port).Uri)).ToList();
        return new FileRoute
        {
            Key = route.Id,
            UpstreamPathTemplate = Prefix(route) + Text(route.Upstream),
            DownstreamPathTemplate = Text(route.Downstream),
            DownstreamScheme = places[0].Scheme,
            DownstreamHostAndPorts = [.. places.Distinct().Select(place => new FileHostAndPort(place.Host, place.Port))],
            LoadBalancerOptions = new FileLoadBalancerOptions
            {
                Type = route.Balancing == LoadBalancing.First ? "NoLoadBalancer" : route.Balancing.ToString(),
            },
            Timeout = (int)route.Timeout.TotalSeconds,
            HttpHandlerOptions = new FileHttpHandlerOptions
            {
                AllowAutoRedirect = false,
                UseCookieContainer = false,
                UseProxy = false,
            },
        };
    }

    private static async Task Forward(HttpContext http, GatewayRoute route, RequestDelegate forward)
    {
        var path = http.Request.Path;
        var headers = http.Request.Headers;
        headers.Remove("Forwarded");
        headers.Remove("X-Forwarded-Prefix");
        headers["X-Forwarded-For"] = http.Connection.RemoteIpAddress?.ToString();
        headers["X-Forwarded-Host"] = http.Request.Host.Value;
        headers["X-Forwarded-Proto"] = http.Request.Scheme;
        http.Request.Path = Prefix(route) + path;
        try
        {
            await forward(http);
        }
        finally
        {
            http.Request.Path = path;
        }
    }

    private static PathString Prefix(GatewayRoute route) => $"/route-{route.Index}";

    private static string Text(PathTemplate template) => "/" + string.Join('/', template.Segments.Select(segment =>
        segment.IsPlaceholder ? $"{{{segment.Name}}}" : segment.Name));

    /// <summary>Services build links and redirects from the origin that the caller sees; Ocelot drops its name.</summary>
    private sealed class OriginalHost(IHttpContextAccessor current) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
        {
            request.Headers.Host = current.HttpContext?.Request.Host.Value;
            return base.SendAsync(request, cancel);
        }
    }
}
