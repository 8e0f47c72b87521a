using System.Text.Json;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Gateway.Routes;

/// <summary>Reads a route file in the schema of Ocelot 24 and checks it whole.</summary>
public static class RouteFileReader
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Reads <paramref name="json"/>, whose routes may name only these authentication schemes.</summary>
    public static RouteFileReading Read(string json, IReadOnlySet<string> schemes)
    {
        var findings = new Findings();
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            var file = Read(document.RootElement, schemes, findings);
            return new RouteFileReading(findings.Errors.Count == 0 ? file : null, findings.Errors, findings.Warnings);
        }
        catch (JsonException broken)
        {
            var line = broken.LineNumber + 1;
            return new RouteFileReading(null, [$"The route file is not JSON: line {line}: {broken.Message}"], []);
        }
    }

    private static RouteFile Read(JsonElement root, IReadOnlySet<string> schemes, Findings findings)
    {
        var top = new JsonFields(root, "The route file", findings);
        var defaults = ReadGlobals(top);
        var entries = top.Items("Routes");
        if (entries.Count == 0)
            top.Error("Routes", "must have at least one route");
        var reader = new RouteReader(defaults, schemes, findings);
        var routes = entries.Select((entry, index) => reader.Read(entry, index)).ToList();
        RouteConflicts.Find(routes, findings);
        top.Ignore("Aggregates", "DynamicRoutes");
        top.WarnOfTheRest();
        return new RouteFile(routes);
    }

    private static RouteDefaults ReadGlobals(JsonFields top)
    {
        if (top.Object("GlobalConfiguration") is not { } globals)
            return new RouteDefaults(null, null, null);
        CheckRequestIdKey(globals);
        var defaults = new RouteDefaults(
            globals.Text("DownstreamScheme"),
            globals.Number("Timeout"),
            globals.Object("RateLimitOptions") is { } limit ? RateLimitReader.Read(limit) : null);
        globals.Refuse("SecurityOptions");
        globals.Ignore("AuthenticationOptions", "BaseUrl", "CacheOptions", "ConnectionClose", "DownstreamHttpVersion",
            "DownstreamHttpVersionPolicy", "HttpHandlerOptions", "LoadBalancerOptions", "Metadata", "MetadataOptions",
            "QoSOptions", "ServiceDiscoveryProvider");
        globals.WarnOfTheRest();
        return defaults;
    }

    /// <summary>Services look for the request id in one header, so the file cannot choose another.</summary>
    internal static void CheckRequestIdKey(JsonFields fields)
    {
        if (!Problems.RequestIdHeader.Equals(
            fields.Text("RequestIdKey") ?? Problems.RequestIdHeader, StringComparison.OrdinalIgnoreCase))
            fields.Error("RequestIdKey", $"must be {Problems.RequestIdHeader}, where the services look for it");
    }
}

/// <summary>What <c>GlobalConfiguration</c> gives to routes that do not say otherwise.</summary>
internal sealed record RouteDefaults(string? Scheme, int? TimeoutSeconds, RateLimitRule? Limit);
