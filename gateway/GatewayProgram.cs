using System.Collections;
using SupplyFinance.Gateway.Routes;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Gateway;

/// <summary>The gateway as a process of its own, set up by the section <c>gateway</c> of its configuration.</summary>
public static class GatewayProgram
{
    /// <summary>The exit code when the configuration or the route file is refused.</summary>
    public const int Refused = 2;

    /// <summary>Runs until stopped; returns the exit code, writes what is wrong to <paramref name="errors"/>.</summary>
    public static async Task<int> Run(string[] args, TextWriter errors)
    {
        try
        {
            switch (args)
            {
                case ["--help"]:
                    Console.WriteLine(Help);
                    return 0;
                case ["--health", var address]:
                    return await HealthProbe.Ask(address);
            }
            var configuration = ServiceConfiguration.Build(args);
            var options = GatewaySettings.Read(configuration);
            await using var app = GatewayHost.Build(options with
            {
                Extend = builder => Extend(builder, configuration, options.IsDemonstration),
            });
            await app.RunAsync();
            return 0;
        }
        catch (StartRefusedException refused)
        {
            foreach (var reason in refused.Reasons)
                await errors.WriteLineAsync(reason);
            return Refused;
        }
        catch (Exception refused) when (refused is RouteFileRefusedException or ArgumentException or FormatException
            or IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(refused.Message);
            return Refused;
        }
    }

    private static void Extend(WebApplicationBuilder builder, IConfiguration configuration, bool isDemonstration)
    {
        // Certificates and addresses of TLS, in Kestrel's own words; where telemetry goes, in OpenTelemetry's own variables.
        builder.Configuration.AddInMemoryCollection(configuration.GetSection("Kestrel").AsEnumerable());
        builder.Configuration.AddInMemoryCollection(Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(variable => variable.Key is string name && name.StartsWith("OTEL_", StringComparison.Ordinal))
            .Select(variable => KeyValuePair.Create((string)variable.Key, variable.Value as string)));
        builder.Logging.ClearProviders();
        if (isDemonstration)
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        else
            builder.Logging.AddJsonConsole(console => console.IncludeScopes = true);
        builder.Services.AddTelemetry("gateway");
    }

    private static string Help => $"""
        The gateway of SupplyFinance, as a process of its own.

          (no verb)          run; stops in order at SIGTERM
          --health ADDRESS   0 when the address answers 200 within 2 seconds, else 1
          --help             show this

        Settings are the section '{GatewaySettings.Section}' of a JSON file (--config FILE or {ServiceConfiguration.FileVariable}), of environment
        variables ({ServiceConfiguration.Prefix}GATEWAY__TOKENISSUER), of a folder with one file for each secret (--secrets DIR or
        {ServiceConfiguration.SecretsVariable}; file gateway__TokenIssuer), and of the command line (--gateway:Urls=...); the later wins.

          Urls               where to listen, ';' between; http://127.0.0.1:8080
          TokenIssuer        whose tokens are believed: the platform's public address, ending in a slash
          TokenKeysAddress   where the issuer's keys are read, such as http://identity:8080/.well-known/jwks
          TokenKeysInClear   true: that address may be http, because the network between is closed to others
          Addresses:HOST     where a host of the route file listens, if not where the file says; '_' may stand for '-'
          RouteFile          a route file in place of the platform's own
          Demonstration      true: serve the routes kept for demonstrations, allow an issuer without TLS
          KnownProxies       addresses or networks, ';' between, whose X-Forwarded-For and -Proto are believed; none

        TLS is set up by Kestrel's own section, such as Kestrel:Certificates:Default:Path and :KeyPath.
        Exit codes: 0 stopped in order, {Refused} refused to start (each reason is named).
        """;
}
