using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using SupplyFinance.Gateway;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Standalone;
using SupplyFinance.Testing;

namespace SupplyFinance.Deployment.Tests;

/// <summary>What the code knows of itself, which a deployment must agree with.</summary>
internal static class Platform
{
    public const string Gateway = GatewaySettings.Section;

    /// <summary>Where a deployment mounts what <c>--secrets</c> reads.</summary>
    public const string SecretsFolder = ServiceConfiguration.DefaultSecrets;

    private const string EndOfSettingNames = "Setting";

    /// <summary>Kestrel's own settings, which a deployment may use.</summary>
    private static readonly string[] OfKestrel = ["Kestrel:Certificates:Default:Path", "Kestrel:Certificates:Default:KeyPath"];

    public static IReadOnlyList<ServiceDefinition> Services => EmbeddedPlatform.Services;

    /// <summary>Every executable of a deployment: the services and the gateway.</summary>
    public static IEnumerable<string> Executables => Services.Select(service => service.Name).Append(Gateway);

    public static ServiceDefinition? Service(string name) => Services.SingleOrDefault(service => service.Name == name);

    /// <summary>The executable whose section a key is in; null where no executable has such a section.</summary>
    public static string? OwnerOf(string key) => Executables.SingleOrDefault(name =>
        key.StartsWith(ServiceConfiguration.SectionOf(name) + ":", StringComparison.OrdinalIgnoreCase))
        ?? (OfKestrel.Contains(key, StringComparer.OrdinalIgnoreCase) ? Gateway : null);

    /// <summary>Whether the code reads a key.</summary>
    public static bool IsSetting(string key)
    {
        if (OfKestrel.Contains(key, StringComparer.OrdinalIgnoreCase)) return true;
        var parts = key.Split(':');
        return OwnerOf(key) switch
        {
            null => false,
            Gateway => GatewaySettings.Keys.Contains(parts[1], StringComparer.OrdinalIgnoreCase),
            var name => parts switch
            {
                [_, var one] => Has(typeof(ServiceSettings), one),
                [_, nameof(ServiceSettings.Broker) or "BROKER", var one] => Has(typeof(BrokerSettings), one),
                [_, nameof(ServiceSettings.Own) or "OWN", var one] => OwnSettings(Service(name)!).Contains(one, StringComparer.OrdinalIgnoreCase),
                _ => false,
            },
        };
    }

    /// <summary>The configuration key of an environment variable; null where it is not one of ours.</summary>
    public static string? KeyOf(string variable) => variable.StartsWith(ServiceConfiguration.Prefix, StringComparison.Ordinal)
        ? variable[ServiceConfiguration.Prefix.Length..].Replace("__", ":", StringComparison.Ordinal) : null;

    /// <summary>The settings that an executable's code names by constants.</summary>
    public static IEnumerable<string> OwnSettings(ServiceDefinition service) => service.Assembly.GetExportedTypes()
        .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
        .Where(field => field is { IsLiteral: true } && field.Name.EndsWith(EndOfSettingNames, StringComparison.Ordinal))
        .Select(field => (string)field.GetRawConstantValue()!)
        .Concat(service.RequiredSettings).Concat(service.DemonstrationSettings);

    /// <summary>Every reason for which an executable would refuse to start with this environment and these files.</summary>
    public static IReadOnlyList<string> Refusals(
        string executable, IReadOnlyDictionary<string, string> environment, IReadOnlyDictionary<string, string> secrets)
    {
        var configuration = Configuration(environment, secrets);
        if (Service(executable) is not { } service)
            return GatewayRefusals(configuration);
        using var folder = new TemporaryFolder();
        var settings = ServiceConfiguration.SettingsOf(executable, configuration);
        settings.DataFolder = folder.Path;
        foreach (var key in service.KeyFiles) key.Make(settings);
        return StartRules.Refusals(service, settings);
    }

    private static IReadOnlyList<string> GatewayRefusals(IConfiguration configuration)
    {
        try
        {
            GatewaySettings.Read(configuration);
            return [];
        }
        catch (StartRefusedException refused)
        {
            return refused.Reasons;
        }
    }

    public static ServiceSettings Settings(
        string service, IReadOnlyDictionary<string, string> environment, IReadOnlyDictionary<string, string> secrets) =>
        ServiceConfiguration.SettingsOf(service, Configuration(environment, secrets));

    /// <summary>The hosts and ports that the gateway's route file names.</summary>
    public static IEnumerable<(string Host, int Port, bool ForDemonstration)> Routes()
    {
        using var file = JsonDocument.Parse(GatewayOptions.PlatformRoutes());
        return
        [
            .. from route in file.RootElement.GetProperty("Routes").EnumerateArray()
               let only = route.TryGetProperty("Metadata", out var metadata) && metadata.TryGetProperty("only", out _)
               from target in route.GetProperty("DownstreamHostAndPorts").EnumerateArray()
               select (target.GetProperty("Host").GetString()!, target.GetProperty("Port").GetInt32(), only),
        ];
    }

    private static IConfigurationRoot Configuration(
        IReadOnlyDictionary<string, string> environment, IReadOnlyDictionary<string, string> secrets) => new ConfigurationBuilder()
        .AddInMemoryCollection(environment.Where(x => KeyOf(x.Key) is not null)
            .Select(x => KeyValuePair.Create(KeyOf(x.Key)!, (string?)x.Value)))
        .AddInMemoryCollection(secrets.Select(x =>
            KeyValuePair.Create(x.Key.Replace("__", ":", StringComparison.Ordinal), (string?)x.Value.TrimEnd('\n'))))
        .Build();

    private static bool Has(Type settings, string name) => settings.GetProperties().Any(property =>
        property.SetMethod is not null && property.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
