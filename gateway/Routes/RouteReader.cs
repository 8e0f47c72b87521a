using System.Text.Json;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Gateway.Routes;

/// <summary>Reads one entry of <c>Routes</c>.</summary>
internal sealed class RouteReader(RouteDefaults defaults, IReadOnlySet<string> schemes, Findings findings)
{
    /// <summary>A caller that waits holds its answer ten seconds at most; a service silent for longer is ill.</summary>
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Longer than any proxy between here and the caller keeps a silent connection.</summary>
    private const int LongestTimeoutSeconds = 300;

    private static readonly HashSet<string> KnownMethods =
        new(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"], StringComparer.OrdinalIgnoreCase);

    public GatewayRoute Read(JsonElement entry, int index)
    {
        var path = entry.ValueKind == JsonValueKind.Object
            && entry.TryGetProperty("UpstreamPathTemplate", out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString() : null;
        var route = new JsonFields(entry, GatewayRoute.NameOf(index, path), findings);
        var upstream = ReadPath(route, "UpstreamPathTemplate");
        var downstream = ReadPath(route, "DownstreamPathTemplate");
        ComparePlaceholders(route, upstream, downstream);
        var read = new GatewayRoute
        {
            Index = index,
            Id = route.Text("Key") ?? $"route-{index}",
            Upstream = upstream,
            Downstream = downstream,
            Methods = ReadMethods(route),
            Scheme = ReadScheme(route),
            Hosts = ReadHosts(route),
            Balancing = ReadBalancing(route),
            Priority = ReadPriority(route),
            Access = AccessReader.Read(route, schemes),
            Limit = route.Object("RateLimitOptions") is { } limit ? RateLimitReader.Read(limit) : defaults.Limit,
            Timeout = ReadTimeout(route),
            LargestBody = BodyLimit.Json,
            IsDemonstrationOnly = false,
        };
        read = ReadMetadata(route, read);
        RouteFileReader.CheckRequestIdKey(route);
        route.Refuse("RouteIsCaseSensitive", "SecurityOptions", "UpstreamHeaderTemplates", "UpstreamHost");
        route.Ignore("AddClaimsToRequest", "AddHeadersToRequest", "AddQueriesToRequest", "CacheOptions",
            "ChangeDownstreamPathTemplate", "ConnectionClose", "DangerousAcceptAnyServerCertificateValidator",
            "DelegatingHandlers", "DownstreamHeaderTransform", "DownstreamHttpMethod", "DownstreamHttpVersion",
            "DownstreamHttpVersionPolicy", "FileCacheOptions", "HttpHandlerOptions", "QoSOptions", "ServiceName",
            "ServiceNamespace", "UpstreamHeaderTransform");
        route.WarnOfTheRest();
        return read;
    }

    private static PathTemplate ReadPath(JsonFields route, string field)
    {
        var text = route.Text(field);
        if (string.IsNullOrEmpty(text))
        {
            route.Error(field, "is missing");
            return new PathTemplate("", []);
        }
        var faults = new List<string>();
        var template = PathTemplate.Parse(text, faults);
        faults.ForEach(fault => route.Error(field, fault));
        return template;
    }

    private static void ComparePlaceholders(JsonFields route, PathTemplate upstream, PathTemplate downstream)
    {
        foreach (var name in downstream.Placeholders.Except(upstream.Placeholders))
            route.Error("DownstreamPathTemplate", $"uses the unknown placeholder {{{name}}}");
        if (upstream.Rest is { } rest && downstream.Placeholders.Contains(rest) && downstream.Rest != rest)
            route.Error("DownstreamPathTemplate", $"must end with {{{rest}}}, which stands for the rest of the path");
        if (downstream.Rest is { } last && upstream.Placeholders.Contains(last) && upstream.Rest != last)
            route.Error("DownstreamPathTemplate", $"ends with {{{last}}}, which is one segment of the upstream path");
    }

    private static List<string> ReadMethods(JsonFields route)
    {
        var methods = route.Texts("UpstreamHttpMethod");
        foreach (var method in methods.Where(method => !KnownMethods.Contains(method)))
            route.Error("UpstreamHttpMethod", $"'{method}' is not an HTTP method");
        return [.. methods.Select(method => method.ToUpperInvariant()).Distinct()];
    }

    private string ReadScheme(JsonFields route)
    {
        var scheme = route.Text("DownstreamScheme") ?? defaults.Scheme;
        if (scheme is null)
            route.Error("DownstreamScheme", "is missing");
        else if (scheme is not ("http" or "https"))
            route.Error("DownstreamScheme", $"'{scheme}' is neither http nor https");
        return scheme ?? "http";
    }

    private List<HostAndPort> ReadHosts(JsonFields route)
    {
        var hosts = new List<HostAndPort>();
        foreach (var item in route.Items("DownstreamHostAndPorts"))
        {
            var place = new JsonFields(item, $"{route.Path}: DownstreamHostAndPorts[{hosts.Count}]", findings);
            var host = place.Text("Host");
            var port = place.Number("Port");
            if (host is null || Uri.CheckHostName(host) == UriHostNameType.Unknown)
                place.Error("Host", host is null ? "is missing" : $"'{host}' is not a host's name");
            if (port is null or < 1 or > 65535)
                place.Error("Port", port is null ? "is missing" : $"{port} is not a port");
            place.WarnOfTheRest();
            hosts.Add(new HostAndPort(host ?? "", port ?? 0));
        }
        if (hosts.Count == 0)
            route.Error("DownstreamHostAndPorts", "is missing: nobody would answer");
        return hosts;
    }

    private static LoadBalancing ReadBalancing(JsonFields route)
    {
        if (route.Object("LoadBalancerOptions") is not { } options)
            return LoadBalancing.RoundRobin;
        var type = options.Text("Type") ?? "RoundRobin";
        options.WarnOfTheRest();
        if (type == "NoLoadBalancer")
            return LoadBalancing.First;
        if (Enum.TryParse<LoadBalancing>(type, out var known) && known != LoadBalancing.First)
            return known;
        options.Error("Type", $"'{type}' is none of NoLoadBalancer, RoundRobin, LeastConnection");
        return LoadBalancing.RoundRobin;
    }

    private static int ReadPriority(JsonFields route)
    {
        var priority = route.Number("Priority") ?? 1;
        if (priority < 0)
            route.Error("Priority", "must be 0 or more");
        return priority;
    }

    private TimeSpan ReadTimeout(JsonFields route)
    {
        if ((route.Number("Timeout") ?? defaults.TimeoutSeconds) is not { } seconds)
            return DefaultTimeout;
        if (seconds is < 1 or > LongestTimeoutSeconds)
            route.Error("Timeout", $"must be 1 to {LongestTimeoutSeconds} seconds");
        return TimeSpan.FromSeconds(seconds);
    }

    private static GatewayRoute ReadMetadata(JsonFields route, GatewayRoute read)
    {
        if (route.Object("Metadata") is not { } metadata)
            return read;
        var size = metadata.Text("bodyLimit");
        if (size is not (null or "json" or "document"))
            metadata.Error("bodyLimit", $"'{size}' is neither json nor document");
        var only = metadata.Text("only");
        if (only is not (null or "demonstration"))
            metadata.Error("only", $"'{only}' is not demonstration");
        metadata.WarnOfTheRest();
        return read with
        {
            LargestBody = size == "document" ? BodyLimit.Document : BodyLimit.Json,
            IsDemonstrationOnly = only is not null,
        };
    }
}
