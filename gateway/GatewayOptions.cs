using System.Net;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Gateway;

/// <summary>What a gateway needs to know; the same for its own executable and for a host that embeds it.</summary>
public sealed record GatewayOptions
{
    /// <summary>Where to listen, such as <c>http://localhost:8080</c>; port 0 lets the system choose.</summary>
    public required IReadOnlyList<string> Urls { get; init; }

    /// <summary>Whose tokens are believed. Without an audience, any scope named in the route file is one.</summary>
    public required BearerTokenOptions Tokens { get; init; }

    /// <summary>The route file's text; by default the platform's own.</summary>
    public string RouteFile { get; init; } = PlatformRoutes();

    /// <summary>Where a service listens, by its host name in the route file, if not where the file says.</summary>
    public IReadOnlyDictionary<string, Uri> Addresses { get; init; } = new Dictionary<string, Uri>();

    /// <summary>Whether routes marked for demonstrations are served.</summary>
    public bool IsDemonstration { get; init; }

    /// <summary>Proxies before this gateway whose word on caller and scheme is taken; nobody's, unless named here.</summary>
    public IReadOnlyList<IPNetwork> KnownProxies { get; init; } = [];

    /// <summary>What the embedding host adds before the build: telemetry, logs, who handles signals.</summary>
    public Action<WebApplicationBuilder>? Extend { get; init; }

    /// <summary>The route file of the whole platform, <c>gateway/ocelot.json</c>.</summary>
    public static string PlatformRoutes()
    {
        using var stream = typeof(GatewayOptions).Assembly.GetManifestResourceStream("ocelot.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
