using SupplyFinance.Gateway.Routes;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Gateway;

/// <summary>The gateway as a process of its own, set up by its section of the configuration.</summary>
public static class GatewayProgram
{
    /// <summary>The exit code when the configuration or the route file is refused.</summary>
    public const int Refused = 2;

    /// <summary>Runs until stopped, or does what the command line asks for instead; returns the exit code, writes what is wrong to
    /// <paramref name="errors"/>.</summary>
    public static async Task<int> Run(string[] args, TextWriter errors)
    {
        try
        {
            return args switch
            {
                ["--help"] => Help(),
                ["--health", var address] => await HealthProbe.Ask(address),
                _ => await Serve(args),
            };
        }
        catch (Exception refused) when (refused is StartRefusedException or RouteFileRefusedException or ArgumentException
            or FormatException or IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(refused.Message);
            return Refused;
        }
    }

    /// <summary>The gateway that the arguments and the rest of the configuration describe, not yet started.</summary>
    /// <exception cref="StartRefusedException">The configuration has errors; all are named.</exception>
    public static WebApplication Build(string[] args)
    {
        var configuration = ServiceConfiguration.Build(args);
        var settings = ServiceConfiguration.Read<GatewaySettings>(configuration.GetSection(GatewaySettings.Section));
        if (settings.Refusals() is { Count: > 0 } reasons) throw new StartRefusedException(reasons);
        return GatewayHost.Build(settings.ToOptions() with
        {
            Extend = builder =>
            {
                // Kestrel's own section is there as well: an https address finds its certificate in it.
                builder.Configuration.AddConfiguration(configuration);
                builder.Logging.ClearProviders();
                if (settings.Demonstration) builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
                else builder.Logging.AddJsonConsole();
                builder.Services.AddTelemetry(GatewaySettings.Section);
            },
        });
    }

    private static async Task<int> Serve(string[] args)
    {
        await using var app = Build(args);
        await app.RunAsync();
        return 0;
    }

    private static int Help()
    {
        var names = typeof(GatewaySettings).GetProperties().Select(property => property.Name);
        Console.WriteLine($"""
            gateway, the one origin before all services of SupplyFinance, as a process of its own.

              (no verb)          run; stops in order at SIGTERM
              --health ADDRESS   0 when the address answers 200
              --help             show this

            Settings are the section '{GatewaySettings.Section}' of a JSON file (--config FILE or {ServiceConfiguration.FileVariable}), of environment
            variables ({ServiceConfiguration.Prefix}GATEWAY__URLS), of a folder with one file for each secret (--secrets DIR or
            {ServiceConfiguration.SecretsVariable}), and of the command line (--gateway:Urls=…); the later wins.

              {string.Join(", ", names)}
              Kestrel:Certificates:Default:Path and KeyPath, the certificate of an https address (PEM)

            Exit codes: 0 stopped in order, {Refused} refused to start (each reason is named).
            """);
        return 0;
    }
}
