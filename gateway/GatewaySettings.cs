using SupplyFinance.Platform.Http;

namespace SupplyFinance.Gateway;

/// <summary>The gateway's section of the configuration, where it is a process of its own.</summary>
public sealed class GatewaySettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "gateway";

    /// <summary>Where to listen, several with <c>;</c> between them. The certificate of an https address is Kestrel's own setting,
    /// <c>Kestrel:Certificates:Default:Path</c> and <c>KeyPath</c>.</summary>
    public string Urls { get; set; } = "http://127.0.0.1:8080";

    /// <summary>Who issues access tokens: the platform's public address, ending in a slash.</summary>
    public string TokenIssuer { get; set; } = "";

    /// <summary>Where the issuer's signing keys are read.</summary>
    public string TokenKeysAddress { get; set; } = "";

    /// <summary>Whether the keys may come over http from another host: the network between is the operator's own and closed to others.</summary>
    public bool TokenKeysInClear { get; set; }

    /// <summary>Where a service listens, by its name, if not where the route file says.</summary>
    public Dictionary<string, string> Addresses { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A route file in place of the platform's own.</summary>
    public string RouteFile { get; set; } = "";

    /// <summary>Whether routes marked for demonstrations are served.</summary>
    public bool Demonstration { get; set; }

    /// <summary>Every reason not to start; empty when there is none.</summary>
    public IReadOnlyList<string> Refusals() => Reasons().Select(reason => $"{Section}:{reason}").ToList();

    /// <summary>The gateway that these settings describe.</summary>
    public GatewayOptions ToOptions()
    {
        var options = new GatewayOptions
        {
            Urls = Urls.Split(';'),
            Tokens = new BearerTokenOptions
            {
                Issuer = TokenIssuer,
                KeysAddress = new Uri(TokenKeysAddress),
                KeysInClear = TokenKeysInClear,
            },
            Addresses = Addresses.ToDictionary(address => address.Key, address => new Uri(address.Value)),
            IsDemonstration = Demonstration,
        };
        return RouteFile.Length == 0 ? options : options with { RouteFile = File.ReadAllText(RouteFile) };
    }

    private IEnumerable<string> Reasons()
    {
        if (!Uri.TryCreate(TokenIssuer, UriKind.Absolute, out var issuer))
            yield return "TokenIssuer is missing: the platform's public address, such as https://finance.example/";
        else if (!Demonstration && issuer.Scheme != Uri.UriSchemeHttps)
            yield return "TokenIssuer is http: tokens and passwords would cross the network in the clear.";
        if (!Uri.TryCreate(TokenKeysAddress, UriKind.Absolute, out var keys))
            yield return "TokenKeysAddress is missing: where the issuer's keys are, such as https://finance.example/.well-known/jwks";
        else if (keys.Scheme != Uri.UriSchemeHttps && !keys.IsLoopback && !TokenKeysInClear)
            yield return "TokenKeysAddress is neither https nor on this machine. Whoever stands between could sign anybody in; "
                + "where the network between is closed to others, say so with TokenKeysInClear=true.";
        foreach (var (service, address) in Addresses)
        {
            if (!Uri.TryCreate(address, UriKind.Absolute, out _)) yield return $"Addresses:{service} '{address}' is no address.";
        }
    }
}
