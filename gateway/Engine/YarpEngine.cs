using SupplyFinance.Gateway.Routes;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;
using Yarp.ReverseProxy.Transforms;

namespace SupplyFinance.Gateway.Engine;

/// <summary>Forwards by YARP; compiled in by <c>GatewayEngine=Yarp</c>, the default.</summary>
internal static class GatewayEngine
{
    /// <summary>Adds the proxy for checked routes; <paramref name="addresses"/> says where services listen instead.</summary>
    public static void Add(
        WebApplicationBuilder builder, IReadOnlyList<GatewayRoute> routes, IReadOnlyDictionary<string, Uri> addresses)
    {
        builder.Logging.AddFilter("Yarp", LogLevel.Warning);
        var (compiled, clusters) = YarpRoutes.Compile(routes, addresses);
        builder.Services.AddReverseProxy().LoadFromMemory(compiled, clusters).AddTransforms(transforms =>
        {
            // Services build links and redirects from the origin that the caller sees.
            transforms.AddOriginalHost();
            transforms.AddRequestHeaderRemove("Forwarded");
        });
    }

    /// <summary>Maps an endpoint for each route, with the route's demands on it.</summary>
    public static void Map(WebApplication app, IReadOnlyList<GatewayRoute> routes)
    {
        var known = routes.ToDictionary(route => route.Id);
        app.MapReverseProxy().ConfigureEndpoints((endpoint, route) => endpoint.Demand(known[route.RouteId]));
    }

    /// <summary>Whether the answer so far is a service's own, not a failure to reach one.</summary>
    public static bool HasAnswerOfService(HttpContext http) =>
        http.Features.Get<IReverseProxyFeature>() is { ProxiedDestination: not null }
        && http.Features.Get<IForwarderErrorFeature>() is null;
}
