#nullable disable
#pragma warning disable CA1002, CA2227, CA1819, CA1711, CA1716, CA1720, CA1054, CA1056 // Ocelot's names and shapes, not ours.
// The part of Ocelot 24.1 and 25.0 that the gateway's Ocelot engine and the route file use: names and signatures as
// published, no behaviour. The engine's source is compiled against it here, because Ocelot itself is not at hand.
namespace Ocelot.Configuration.File
{
    public class FileConfiguration
    {
        public List<FileRoute> Routes { get; set; } = [];

        public FileGlobalConfiguration GlobalConfiguration { get; set; } = new();
    }

    public abstract class FileRouteBase
    {
        public FileAuthenticationOptions AuthenticationOptions { get; set; }

        public string DownstreamScheme { get; set; }

        public FileHttpHandlerOptions HttpHandlerOptions { get; set; }

        public string Key { get; set; }

        public FileLoadBalancerOptions LoadBalancerOptions { get; set; }

        public IDictionary<string, string> Metadata { get; set; }

        public FileRateLimitByHeaderRule RateLimitOptions { get; set; }

        public int? Timeout { get; set; }
    }

    public class FileRoute : FileRouteBase
    {
        public List<FileHostAndPort> DownstreamHostAndPorts { get; set; } = [];

        public string DownstreamPathTemplate { get; set; }

        public int Priority { get; set; } = 1;

        public string RequestIdKey { get; set; }

        public Dictionary<string, string> RouteClaimsRequirement { get; set; } = [];

        public HashSet<string> UpstreamHttpMethod { get; set; } = [];

        public string UpstreamPathTemplate { get; set; }
    }

    public class FileGlobalConfiguration
    {
        public string DownstreamScheme { get; set; }

        public FileRateLimitByHeaderRule RateLimitOptions { get; set; }

        public string RequestIdKey { get; set; }

        public int? Timeout { get; set; }
    }

    public class FileAuthenticationOptions
    {
        public bool? AllowAnonymous { get; set; }

        public List<string> AllowedScopes { get; set; }

        public string[] AuthenticationProviderKeys { get; set; }
    }

    public class FileRateLimitRule
    {
        public bool? EnableRateLimiting { get; set; }

        public bool? EnableHeaders { get; set; }

        public long? Limit { get; set; }

        public string Period { get; set; }

        public double? PeriodTimespan { get; set; }

        public string Wait { get; set; }

        public int? StatusCode { get; set; }

        public string QuotaMessage { get; set; }

        public string KeyPrefix { get; set; }
    }

    public class FileRateLimitByHeaderRule : FileRateLimitRule
    {
        public string ClientIdHeader { get; set; }

        public IList<string> ClientWhitelist { get; set; }
    }

    public class FileHostAndPort
    {
        public FileHostAndPort()
        {
        }

        public FileHostAndPort(string host, int port) => (Host, Port) = (host, port);

        public string Host { get; set; }

        public int Port { get; set; }
    }

    public class FileLoadBalancerOptions
    {
        public int? Expiry { get; set; }

        public string Key { get; set; }

        public string Type { get; set; }
    }

    public class FileHttpHandlerOptions
    {
        public bool? AllowAutoRedirect { get; set; }

        public int? MaxConnectionsPerServer { get; set; }

        public bool? UseCookieContainer { get; set; }

        public bool? UseProxy { get; set; }
    }
}

namespace Ocelot.DependencyInjection
{
    public interface IOcelotBuilder
    {
        IServiceCollection Services { get; }

        IOcelotBuilder AddDelegatingHandler<THandler>(bool global = false)
            where THandler : DelegatingHandler;
    }

    public static class ServiceCollectionExtensions
    {
        public static IOcelotBuilder AddOcelot(this IServiceCollection services, IConfiguration configuration) =>
            throw new NotSupportedException();
    }
}

namespace Ocelot.Errors
{
    public abstract class Error;
}

namespace Ocelot.Middleware
{
    public class DownstreamResponse;

    public static class HttpItemsExtensions
    {
        public static List<Errors.Error> Errors(this IDictionary<object, object> input) => throw new NotSupportedException();

        public static DownstreamResponse DownstreamResponse(this IDictionary<object, object> input) =>
            throw new NotSupportedException();
    }

    public static class OcelotMiddlewareExtensions
    {
        public static Task<IApplicationBuilder> UseOcelot(this IApplicationBuilder builder) =>
            throw new NotSupportedException();
    }
}
