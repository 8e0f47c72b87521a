using SupplyFinance.Gateway.Routes;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Gateway;

/// <summary>The gateway as a process of its own, set up by the section <c>gateway</c> of its configuration.</summary>
public static class GatewayProgram
{
    /// <summary>The exit code when the configuration or the route file is refused.</summary>
    public const int Refused = 2;

    /// <summary>Runs until stopped; returns the exit code, writes what is wrong to <paramref name="errors"/>.</summary>
    public static async Task<int> Run(string[] args, TextWriter errors)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables("SF_").AddCommandLine(args).Build();
        try
        {
            await using var app = GatewayHost.Build(Read(configuration));
            await app.RunAsync();
            return 0;
        }
        catch (Exception refused) when (refused is RouteFileRefusedException or ArgumentException or FormatException
            or IOException)
        {
            await errors.WriteLineAsync(refused.Message);
            return Refused;
        }
    }

    private static GatewayOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("gateway");
        var options = new GatewayOptions
        {
            Urls = (configuration["urls"] ?? "http://localhost:8080").Split(';'),
            Tokens = new BearerTokenOptions
            {
                Issuer = Required(section, "TokenIssuer"),
                KeysAddress = new Uri(Required(section, "TokenKeysAddress")),
            },
            Addresses = section.GetSection("Addresses").GetChildren()
                .ToDictionary(address => address.Key, address => new Uri(address.Value ?? "")),
            IsDemonstration = section.GetValue("Demonstration", false),
            Extend = builder =>
            {
                builder.Configuration.AddConfiguration(configuration);
                builder.Services.AddTelemetry("gateway");
            },
        };
        var file = section["RouteFile"];
        return string.IsNullOrEmpty(file) ? options : options with { RouteFile = File.ReadAllText(file) };
    }

    private static string Required(IConfigurationSection section, string key) => section[key] is { Length: > 0 } value
        ? value
        : throw new ArgumentException($"The setting {section.Path}:{key} is missing.");
}
