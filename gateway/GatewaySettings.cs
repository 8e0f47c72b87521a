using System.Net;
using SupplyFinance.Gateway.Routes;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Gateway;

/// <summary>Reads the section <c>gateway</c> of a process's configuration, whole: every fault is named before anything starts.</summary>
public sealed class GatewaySettings
{
    /// <summary>The name of the section.</summary>
    public const string Section = "gateway";

    /// <summary>The keys of the section.</summary>
    public static readonly IReadOnlyList<string> Keys = ["Urls", "TokenIssuer", "TokenKeysAddress", "TokenKeysInClear",
        "Addresses", "RouteFile", "Demonstration", "KnownProxies"];

    private readonly IConfigurationSection section;
    private readonly List<string> faults = [];

    private GatewaySettings(IConfiguration configuration) => section = configuration.GetSection(Section);

    /// <summary>What the configuration asks for.</summary>
    /// <exception cref="StartRefusedException">With every reason why a gateway does not start like this.</exception>
    public static GatewayOptions Read(IConfiguration configuration)
    {
        var settings = new GatewaySettings(configuration);
        var options = settings.Read(hasOwnEndpoints: configuration.GetSection("Kestrel:Endpoints").GetChildren().Any());
        return settings.faults.Count == 0 ? options : throw new StartRefusedException(settings.faults);
    }

    private GatewayOptions Read(bool hasOwnEndpoints)
    {
        foreach (var key in section.GetChildren().Select(child => child.Key))
        {
            if (!Keys.Contains(key, StringComparer.OrdinalIgnoreCase))
                Fault(key, $"is no setting; there are {string.Join(", ", Keys)}");
        }
        var isDemonstration = ReadFlag("Demonstration");
        var issuer = ReadAddress("TokenIssuer");
        if (issuer is { IsLoopback: false } && issuer.Scheme != Uri.UriSchemeHttps && !isDemonstration)
            Fault("TokenIssuer", $"is {issuer}; tokens are issued over https, or on loopback");
        var keys = ReadAddress("TokenKeysAddress");
        var inClear = ReadFlag("TokenKeysInClear");
        if (keys is { IsLoopback: false } && keys.Scheme != Uri.UriSchemeHttps && !inClear)
            Fault("TokenKeysAddress", $"is {keys}; whoever answers there decides whom the gateway believes. "
                + "Use https, or say TokenKeysInClear=true where the network between is closed to others");
        var file = ReadRouteFile();
        var routes = GatewayHost.ReadRoutes(file);
        faults.AddRange(routes.Errors);
        if (!isDemonstration)
            RefuseDemonstrations(routes);
        return new GatewayOptions
        {
            Urls = section["Urls"] is { Length: > 0 } urls ? urls.Split(';')
                : hasOwnEndpoints ? [] : ["http://127.0.0.1:8080"],
            Tokens = new BearerTokenOptions
            {
                Issuer = section["TokenIssuer"] ?? "",
                KeysAddress = keys ?? new Uri("https://invalid/"),
                KeysInClear = inClear,
            },
            RouteFile = file,
            Addresses = ReadAddresses(routes),
            IsDemonstration = isDemonstration,
            KnownProxies = ReadKnownProxies(),
        };
    }

    private bool ReadFlag(string key)
    {
        if (section[key] is not { Length: > 0 } text)
            return false;
        if (!bool.TryParse(text, out var value))
            Fault(key, $"is '{text}', neither true nor false");
        return value;
    }

    private Uri? ReadAddress(string key)
    {
        if (section[key] is not { Length: > 0 } text)
        {
            Fault(key, "is missing");
            return null;
        }
        if (Parse(text) is { } address)
            return address;
        Fault(key, $"is '{text}', which is no http or https address");
        return null;
    }

    private string ReadRouteFile()
    {
        if (section["RouteFile"] is not { Length: > 0 } path)
            return GatewayOptions.PlatformRoutes();
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            Fault("RouteFile", $"cannot be read: {unreadable.Message}");
            return GatewayOptions.PlatformRoutes();
        }
    }

    /// <summary>What the platform's own file keeps for demonstrations, no other file may open in production.</summary>
    private void RefuseDemonstrations(RouteFileReading routes)
    {
        var kept = GatewayHost.ReadRoutes(GatewayOptions.PlatformRoutes()).File!.Routes.Where(r => r.IsDemonstrationOnly);
        foreach (var route in routes.File?.Routes.Where(r => !r.IsDemonstrationOnly) ?? [])
        {
            if (kept.Any(demonstration => demonstration.Downstream.Covers(route.Downstream)
                && demonstration.Hosts.Intersect(route.Hosts).Any()))
                faults.Add($"{route.Name} leads to a demonstration's service and is not marked \"only\": \"demonstration\"");
        }
    }

    /// <summary>Hosts are written as the file has them, or with <c>_</c> for <c>-</c>, as environment variables must be.</summary>
    private Dictionary<string, Uri> ReadAddresses(RouteFileReading routes)
    {
        var hosts = (routes.File?.Routes ?? []).SelectMany(route => route.Hosts).Select(place => place.Host).Distinct().ToList();
        var addresses = new Dictionary<string, Uri>();
        foreach (var child in section.GetSection("Addresses").GetChildren())
        {
            var key = $"Addresses:{child.Key}";
            var host = hosts.Find(host => Plain(host).Equals(Plain(child.Key), StringComparison.OrdinalIgnoreCase));
            if (host is null && routes.File is not null)
                Fault(key, $"names no host of the route file; it has {string.Join(", ", hosts)}");
            if (Parse(child.Value) is not { } address)
                Fault(key, $"is '{child.Value}', which is no http or https address");
            else if (host is not null && !addresses.TryAdd(host, address) && addresses[host] != address)
                Fault(key, $"is {address}, but the same host is given as {addresses[host]} too");
        }
        return addresses;
    }

    private List<IPNetwork> ReadKnownProxies()
    {
        var known = new List<IPNetwork>();
        var proxies = section.GetSection("KnownProxies");
        foreach (var text in proxies.GetChildren().Select(child => child.Value).Append(proxies.Value)
            .SelectMany(value => (value ?? "").Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            if (IPAddress.TryParse(text, out var address))
                known.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else if (IPNetwork.TryParse(text, out var network) && network.PrefixLength > 0)
                known.Add(network);
            else
                Fault("KnownProxies", $"has '{text}', which is neither an address nor a network such as 10.1.0.0/16");
        }
        return known;
    }

    private void Fault(string key, string fault) => faults.Add($"The setting {Section}:{key} {fault}.");

    private static string Plain(string host) => host.Replace('_', '-');

    private static Uri? Parse(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) ? address : null;
}
