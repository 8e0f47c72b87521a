using SupplyFinance.Gateway.Routes;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Gateway.Engine;

/// <summary>
/// What every route asks of a request before it is forwarded, whichever engine forwards it: who may call, how often, how
/// large a body.
/// </summary>
public static class RouteEndpoints
{
    /// <summary>Puts the route's demands on its endpoint.</summary>
    public static void Demand(this IEndpointConventionBuilder endpoint, GatewayRoute route)
    {
        endpoint.WithMetadata(new BodyLimit(route.LargestBody));
        if (route.Access is null)
            endpoint.AllowAnonymous();
        else
            endpoint.RequireAuthorization(RoutePolicies.NameOf(route));
        if (route.Limit is not null)
            endpoint.RequireRateLimiting(RouteRateLimits.NameOf(route));
    }

    /// <summary>The template in the words of ASP.NET Core's routing.</summary>
    public static string Pattern(PathTemplate template) => "/" + string.Join('/', template.Segments.Select(segment =>
        !segment.IsPlaceholder ? segment.Name
        : segment.Name == template.Rest ? $"{{**{segment.Name}}}"
        : $"{{{segment.Name}}}"));
}
