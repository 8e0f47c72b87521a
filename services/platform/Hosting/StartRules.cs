using System.Data.Common;

namespace SupplyFinance.Platform.Hosting;

/// <summary>What a process of its own must be given before it starts, and what a production start refuses: everything by which a stranger could
/// get in, or by which money and time could be moved for show.</summary>
public static class StartRules
{
    /// <summary>Passwords that products are shipped with, that guides print, or that this project prints itself.</summary>
    private static readonly HashSet<string> KnownPasswords = new(StringComparer.OrdinalIgnoreCase)
    {
        "guest", "postgres", "password", "passw0rd", "p@ssw0rd", "changeme", "change-me", "admin", "administrator", "secret", "sa", "root", "test",
        "demo", "demonstration only", "demonstration only: a bank key", "yourStrong(!)Password", "rabbitmq", "supply-finance", "supplyfinance",
    };

    private static readonly string[] Providers = ["sqlite", "postgresql", "sqlserver"];

    /// <summary>Every reason not to start; empty when there is none.</summary>
    public static IReadOnlyList<string> Refusals(ServiceDefinition service, ServiceSettings settings)
    {
        var section = ServiceConfiguration.SectionOf(service.Name);
        var refusals = Always(service, settings);
        if (!settings.IsDemonstration) refusals = refusals.Concat(InProduction(service, settings));
        return refusals.Select(refusal => $"{section}:{refusal}").ToList();
    }

    /// <summary>What is wrong with the line to the database, for a process that needs nothing else.</summary>
    public static IReadOnlyList<string> DatabaseRefusals(ServiceDefinition service, ServiceSettings settings) =>
        OfDatabase(settings).Select(refusal => $"{ServiceConfiguration.SectionOf(service.Name)}:{refusal}").ToList();

    private static IEnumerable<string> Always(ServiceDefinition service, ServiceSettings settings)
    {
        foreach (var refusal in OfDatabase(settings)) yield return refusal;
        if (!settings.Broker.IsNamed && !service.IsStandIn)
            yield return "Broker:Host is missing. A service of its own speaks to the others over a broker; services/standalone needs none.";
        if (!Uri.TryCreate(settings.TokenIssuer, UriKind.Absolute, out _))
            yield return "TokenIssuer is missing: the platform's public address, such as https://finance.example/";
        if (!Uri.TryCreate(settings.TokenKeysAddress, UriKind.Absolute, out var keys))
            yield return "TokenKeysAddress is missing: where the issuer's keys are, such as https://finance.example/.well-known/jwks";
        else if (keys.Scheme != Uri.UriSchemeHttps && !keys.IsLoopback && !settings.TokenKeysInClear)
            yield return "TokenKeysAddress is neither https nor on this machine. Whoever stands between could sign anybody in; "
                + "where the network between is closed to others, say so with TokenKeysInClear=true.";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(settings.Zone, out _)) yield return $"Zone '{settings.Zone}' is no time zone of this machine.";
    }

    private static IEnumerable<string> OfDatabase(ServiceSettings settings)
    {
        if (!Providers.Contains(settings.DatabaseProvider))
            yield return $"DatabaseProvider '{settings.DatabaseProvider}' is not one of {string.Join(", ", Providers)}.";
        else if (settings.DatabaseProvider != "sqlite" && settings.ConnectionString.Length == 0)
            yield return "ConnectionString is missing.";
        if (settings.IsDemonstration) yield break;
        if (IsDefaultDatabasePassword(settings)) yield return "ConnectionString has no password or one that everybody knows.";
    }

    private static IEnumerable<string> InProduction(ServiceDefinition service, ServiceSettings settings)
    {
        if (settings.TokenIssuer.StartsWith("http:", StringComparison.OrdinalIgnoreCase))
            yield return "TokenIssuer is http: tokens and passwords would cross the network in the clear.";
        if (settings.Broker.IsNamed && IsDefault(settings.Broker.Password, settings.Broker.User))
            yield return "Broker:Password is empty or one that everybody knows.";
        foreach (var name in service.DemonstrationSettings.Where(name => settings[name] is not null))
            yield return $"Own:{name} is for demonstrations: production seeds nothing and its business clock is the time of day.";
        foreach (var name in service.RequiredSettings.Where(name => string.IsNullOrWhiteSpace(settings[name])))
            yield return $"Own:{name} is missing.";
        foreach (var (name, value) in settings.Own.Where(own => KnownPasswords.Contains(own.Value)))
            yield return $"Own:{name} is a value that everybody knows ('{value}').";
        foreach (var key in service.KeyFiles.Where(key => !File.Exists(Path.Combine(settings.DataFolder, key.FileName))))
            yield return $"DataFolder lacks {key.FileName} ({key.Purpose}). --make-keys makes it once; afterwards it is kept and backed up.";
    }

    private static bool IsDefaultDatabasePassword(ServiceSettings settings)
    {
        if (settings.DatabaseProvider is not ("postgresql" or "sqlserver") || settings.ConnectionString.Length == 0) return false;
        try
        {
            var line = new DbConnectionStringBuilder { ConnectionString = settings.ConnectionString };
            string? Value(params string[] names) => names
                .Select(name => line.TryGetValue(name, out var value) ? value.ToString() : null).FirstOrDefault(value => value is not null);
            // Certificates and the operating system's own accounts need no password.
            if (Value("Integrated Security", "Trusted_Connection", "Authentication", "SSL Certificate", "SslCertificate") is { Length: > 0 })
                return false;
            return IsDefault(Value("Password", "Pwd") ?? "", Value("User ID", "Username", "User Name", "UID", "User") ?? "");
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private static bool IsDefault(string password, string user) =>
        password.Length == 0 || KnownPasswords.Contains(password) || password.Equals(user, StringComparison.OrdinalIgnoreCase);
}
