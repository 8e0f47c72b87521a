using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using System.Threading.RateLimiting;
using SupplyFinance.Gateway.Http;
using SupplyFinance.Gateway.Routes;

namespace SupplyFinance.Gateway.Engine;

/// <summary>
/// Counts calls per route and caller: the token's subject, or the remote address where the route is anonymous. It runs
/// after authentication, so that nobody uses up another's allowance by writing its name.
/// </summary>
public static class RouteRateLimits
{
    /// <summary>The policy's name for a route.</summary>
    public static string NameOf(GatewayRoute route) => $"limit {route.Id}";

    /// <summary>Adds one limiter for every route that has a limit.</summary>
    public static void AddRouteRateLimits(this IServiceCollection services, IEnumerable<GatewayRoute> routes) =>
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            foreach (var route in routes)
            {
                if (route.Limit is { } rule)
                    limiter.AddPolicy(NameOf(route), http => Partition(http, route, rule));
            }
            limiter.OnRejected = (context, _) =>
            {
                var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var left) ? left : TimeSpan.Zero;
                var seconds = Math.Max(1, Math.Ceiling(wait.TotalSeconds));
                context.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                var message = context.HttpContext.Items[typeof(RateLimitRule)] as string ?? "";
                return new ValueTask(GatewayProblems.Write(
                    context.HttpContext, StatusCodes.Status429TooManyRequests, "too-many-requests", message));
            };
        });

    /// <summary>
    /// Who calls from an address, where nothing else is known: one IPv4 address, or one IPv6 network of 64 bits, since
    /// whoever has one address of such a network has them all.
    /// </summary>
    public static string CallerAt(IPAddress? address) => address switch
    {
        null => "address unknown",
        { IsIPv4MappedToIPv6: true } => $"address {address.MapToIPv4()}",
        { AddressFamily: AddressFamily.InterNetworkV6 } => $"network {new IPNetwork(FirstHalf(address), 64)}",
        _ => $"address {address}",
    };

    private static IPAddress FirstHalf(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    private static RateLimitPartition<string> Partition(HttpContext http, GatewayRoute route, RateLimitRule rule)
    {
        var subject = route.Access is null ? null : http.User.FindFirstValue("sub");
        if (subject is not null && rule.Exempt.Contains(subject))
            return RateLimitPartition.GetNoLimiter("exempt " + subject);
        http.Items[typeof(RateLimitRule)] = rule.Message;
        var caller = subject is null ? CallerAt(http.Connection.RemoteIpAddress) : "subject " + subject;
        return RateLimitPartition.GetFixedWindowLimiter(caller, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = rule.Limit,
            Window = rule.Period,
            QueueLimit = 0,
        });
    }
}
