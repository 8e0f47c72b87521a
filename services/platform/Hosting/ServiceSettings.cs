namespace SupplyFinance.Platform.Hosting;

/// <summary>The form a service runs in. Only demonstration and test forms move the business clock and seed organisations.</summary>
public enum Form
{
    Production,
    Demonstration,
    Test,
}

/// <summary>A service's own configuration section.</summary>
public sealed class ServiceSettings
{
    /// <summary>Production unless said otherwise.</summary>
    public Form Form { get; set; } = Form.Production;

    /// <summary>Where a process of its own listens, several with <c>;</c> between them; the embedding host picks its own.</summary>
    public string Urls { get; set; } = "http://127.0.0.1:8080";

    /// <summary>Where the service keeps its database file and its keys.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary><c>sqlite</c>, <c>postgresql</c> or <c>sqlserver</c>.</summary>
    public string DatabaseProvider { get; set; } = "sqlite";

    /// <summary>The database; empty for a SQLite file in the data folder.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Who issues access tokens: the platform's public address, ending in a slash.</summary>
    public string TokenIssuer { get; set; } = "";

    /// <summary>Where the issuer's signing keys are read.</summary>
    public string TokenKeysAddress { get; set; } = "";

    /// <summary>Whether the keys may come over http from another host: the network between is the operator's own and closed to others.</summary>
    public bool TokenKeysInClear { get; set; }

    /// <summary>The zone of business dates.</summary>
    public string Zone { get; set; } = Clocks.DefaultZone;

    /// <summary>The message broker, for a process of its own.</summary>
    public BrokerSettings Broker { get; set; } = new();

    /// <summary>Everything else of the section, for the service itself.</summary>
    public Dictionary<string, string> Own { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>One of the service's own settings.</summary>
    public string? this[string name] => Own.GetValueOrDefault(name);

    /// <summary>Whether demonstration conveniences are allowed.</summary>
    public bool IsDemonstration => Form is not Form.Production;
}
