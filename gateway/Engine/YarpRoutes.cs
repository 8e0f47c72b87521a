using SupplyFinance.Gateway.Routes;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.LoadBalancing;

namespace SupplyFinance.Gateway.Engine;

/// <summary>Compiles a checked route file to YARP's routes and clusters.</summary>
public static class YarpRoutes
{
    /// <summary>
    /// The same file serves every form: <paramref name="addresses"/> says, by the host's name in the file, where a
    /// service listens instead. Routes of one service share its connections.
    /// </summary>
    public static (IReadOnlyList<RouteConfig> Routes, IReadOnlyList<ClusterConfig> Clusters) Compile(
        IEnumerable<GatewayRoute> routes, IReadOnlyDictionary<string, Uri> addresses)
    {
        var clusters = new Dictionary<string, ClusterConfig>(StringComparer.Ordinal);
        var compiled = new List<RouteConfig>();
        foreach (var route in routes)
        {
            var cluster = Cluster(route, addresses);
            clusters.TryAdd(cluster.ClusterId, cluster);
            compiled.Add(Route(route, cluster.ClusterId));
        }
        return (compiled, [.. clusters.Values]);
    }

    private static RouteConfig Route(GatewayRoute route, string cluster) => new()
    {
        RouteId = route.Id,
        ClusterId = cluster,
        Order = -route.Priority,
        Match = new RouteMatch
        {
            Path = RouteEndpoints.Pattern(route.Upstream),
            Methods = route.Methods.Count == 0 ? null : route.Methods,
        },
        // Unchanged paths are passed on as they came; a pattern would decode and encode them again.
        Transforms = RouteEndpoints.Pattern(route.Upstream) == RouteEndpoints.Pattern(route.Downstream)
            ? null
            : [new Dictionary<string, string> { ["PathPattern"] = RouteEndpoints.Pattern(route.Downstream) }],
    };

    private static ClusterConfig Cluster(GatewayRoute route, IReadOnlyDictionary<string, Uri> addresses)
    {
        var places = route.Hosts.Select(place => addresses.TryGetValue(place.Host, out var actual)
            ? actual.AbsoluteUri
            : new UriBuilder(route.Scheme, place.Host, place.Port).Uri.AbsoluteUri).Distinct().ToList();
        return new ClusterConfig
        {
            ClusterId = $"{string.Join(' ', places)} {route.Balancing} {route.Timeout.TotalSeconds:0}s",
            LoadBalancingPolicy = route.Balancing switch
            {
                LoadBalancing.First => LoadBalancingPolicies.FirstAlphabetical,
                LoadBalancing.RoundRobin => LoadBalancingPolicies.RoundRobin,
                LoadBalancing.LeastConnection => LoadBalancingPolicies.LeastRequests,
            },
            // A header beyond ASCII goes to the service, which answers for it; a client that cannot write it would look like a dead service.
            HttpClient = new HttpClientConfig { RequestHeaderEncoding = "utf-8" },
            HttpRequest = new ForwarderRequestConfig { ActivityTimeout = route.Timeout },
            Destinations = places.Index().ToDictionary(
                place => $"{place.Index:000}", place => new DestinationConfig { Address = place.Item }),
        };
    }
}
