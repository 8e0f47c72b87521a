using SupplyFinance.Gateway.Routes;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Gateway;

/// <summary>The gateway as a process of its own, set up by the section <c>Gateway</c> of its configuration.</summary>
public static class GatewayProgram
{
    private const int RefusedConfiguration = 2;

    /// <summary>Runs until stopped; returns the exit code.</summary>
    public static async Task<int> Run(string[] args)
    {
        var configuration = new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables()
            .AddCommandLine(args)
            .Build();
        try
        {
            await using var app = GatewayHost.Build(Read(configuration));
            await app.RunAsync();
            return 0;
        }
        catch (Exception refused) when (refused is RouteFileRefusedException or ArgumentException)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return RefusedConfiguration;
        }
    }

    private static GatewayOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Gateway");
        var options = new GatewayOptions
        {
            Urls = (configuration["urls"] ?? "http://localhost:8080").Split(';'),
            Tokens = new BearerTokenOptions
            {
                Issuer = Required(section, "Issuer"),
                KeysAddress = new Uri(Required(section, "KeysAddress")),
            },
            Addresses = section.GetSection("Addresses").GetChildren()
                .ToDictionary(address => address.Key, address => new Uri(address.Value ?? "")),
            IsDemonstration = section.GetValue("Demonstration", false),
        };
        return section["RouteFile"] is { Length: > 0 } path ? options with { RouteFile = File.ReadAllText(path) } : options;
    }

    private static string Required(IConfigurationSection section, string key) => section[key] is { Length: > 0 } value
        ? value
        : throw new ArgumentException($"The setting {section.Path}:{key} is missing.");
}
