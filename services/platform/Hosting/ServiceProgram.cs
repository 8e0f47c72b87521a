using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Platform.Hosting;

/// <summary>A service as a process of its own.</summary>
public static class ServiceProgram
{
    /// <summary>The exit code when the process is not set up as it must be.</summary>
    public const int Refused = 2;

    /// <summary>How long a start waits for its database and for the migration job: a cluster that is set up anew needs minutes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    /// <summary>Runs the service, or what the command line asks for instead; returns the exit code.</summary>
    public static async Task<int> Run(ServiceDefinition service, string[] args)
    {
        var verbs = args.Where(Verbs.Contains).ToList();
        string[] rest = [.. args.Except(Verbs)];
        try
        {
            return verbs switch
            {
                [] => await Serve(service, rest),
                ["--help"] => Help(service),
                ["--health"] when rest is [var address] => await HealthProbe.Ask(address),
                ["--make-keys"] => MakeKeys(service, Settings(service, rest)),
                ["--migrate"] => await Migrate(service, rest),
                ["--republish"] => await Republish(service, rest),
                _ => throw new StartRefusedException(["One of --help, --health ADDRESS, --make-keys, --migrate, --republish, or none to run."]),
            };
        }
        catch (StartRefusedException refused)
        {
            foreach (var reason in refused.Reasons) await Console.Error.WriteLineAsync($"{service.Name}: {reason}");
            return Refused;
        }
        catch (OperationCanceledException)
        {
            // Stopped before it had started.
            return 0;
        }
        catch (Exception unreadable) when (unreadable is IOException or FormatException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{service.Name}: {unreadable.Message}");
            return Refused;
        }
    }

    private static readonly HashSet<string> Verbs = ["--help", "--health", "--make-keys", "--migrate", "--republish"];

    private static ServiceSettings Settings(ServiceDefinition service, string[] args) =>
        ServiceConfiguration.SettingsOf(service.Name, ServiceConfiguration.Build(args));

    private static async Task<int> Serve(ServiceDefinition service, string[] args)
    {
        var settings = Settings(service, args);
        Demand(StartRules.Refusals(service, settings));
        await using var app = ServiceHost.Build(service, settings, null, settings.Urls, builder =>
        {
            builder.Logging.ClearProviders();
            if (settings.IsDemonstration) builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
            else builder.Logging.AddJsonConsole(console => console.IncludeScopes = true);
            builder.Services.AddTelemetry(service.Name);
        });
        var database = app.Services.GetRequiredService<Database>();
        using var stopping = new StopSignals();
        if (!database.Dialect.IsEmbedded) await AwaitDatabase(service, database, stopping.Token);
        await ServiceHost.Prepare(app, service, migrates: database.Dialect.IsEmbedded, stopping.Token);
        stopping.Dispose();
        await app.RunAsync();
        return 0;
    }

    private static async Task<int> Migrate(ServiceDefinition service, string[] args)
    {
        var settings = Settings(service, args);
        Demand(StartRules.DatabaseRefusals(service, settings));
        var database = ServiceHost.DatabaseOf(service, settings);
        using var stopping = new StopSignals();
        await AwaitReady(service, database, stopping.Token);
        var ran = await Migrator.Migrate(database, ServiceHost.AssembliesOf(service), stopping.Token);
        foreach (var name in ran) Console.WriteLine($"{service.Name}: ran {name}");
        Console.WriteLine($"{service.Name}: the database is up to date");
        return 0;
    }

    private static async Task<int> Republish(ServiceDefinition service, string[] args)
    {
        var settings = Settings(service, args);
        Demand(StartRules.DatabaseRefusals(service, settings));
        var database = ServiceHost.DatabaseOf(service, settings);
        await database.Run(work =>
        {
            Republishing.All(service, work);
            return Task.CompletedTask;
        });
        var kinds = string.Join(", ", service.Republishes.Keys.Select(type => type.Name));
        Console.WriteLine(kinds.Length == 0
            ? $"{service.Name}: publishes no states"
            : $"{service.Name}: the running service publishes every current state again: {kinds}");
        return 0;
    }

    private static int MakeKeys(ServiceDefinition service, ServiceSettings settings)
    {
        foreach (var key in service.KeyFiles)
        {
            var path = Path.Combine(settings.DataFolder, key.FileName);
            var isThere = File.Exists(path);
            if (!isThere) key.Make(settings);
            Console.WriteLine($"{service.Name}: {(isThere ? "kept" : "made")} {path} ({key.Purpose})");
        }

        if (service.KeyFiles.Count == 0) Console.WriteLine($"{service.Name}: has no keys of its own");
        return 0;
    }

    private static int Help(ServiceDefinition service)
    {
        var section = ServiceConfiguration.SectionOf(service.Name);
        var own = service.RequiredSettings.Concat(service.DemonstrationSettings).Select(name => $"Own:{name}");
        Console.WriteLine($"""
            {service.Name}, a service of SupplyFinance, as a process of its own.

              (no verb)          run; stops in order at SIGTERM
              --migrate          bring the database up to date under a lock, and end
              --make-keys        make the key files that the data folder lacks, and end
              --republish        have every current state published again, and end
              --health ADDRESS   0 when the address answers 200
              --help             show this

            Settings are the section '{section}' of a JSON file (--config FILE or {ServiceConfiguration.FileVariable}), of environment variables
            ({ServiceConfiguration.Prefix}{section.ToUpperInvariant()}__CONNECTIONSTRING), of a folder with one file for each secret (--secrets DIR or
            {ServiceConfiguration.SecretsVariable}; file {section}__ConnectionString), and of the command line (--{section}:Urls=…); the later wins.

              {string.Join(", ", typeof(ServiceSettings).GetProperties().Where(p => p.SetMethod is not null).Select(p => p.Name))}
              {string.Join(", ", typeof(BrokerSettings).GetProperties().Where(p => p.SetMethod is not null).Select(p => $"Broker:{p.Name}"))}
              {string.Join(", ", own)}

            Exit codes: 0 stopped in order, {Refused} refused to start (each reason is named).
            """);
        return 0;
    }

    private static void Demand(IReadOnlyList<string> refusals)
    {
        if (refusals.Count > 0) throw new StartRefusedException(refusals);
    }

    private static async Task AwaitDatabase(ServiceDefinition service, Database database, CancellationToken stopping)
    {
        await AwaitReady(service, database, stopping);
        await Await(service, async () =>
        {
            var pending = await Migrator.Pending(database, ServiceHost.AssembliesOf(service), stopping);
            return pending.Count == 0 ? null : $"waits for the migration job; {string.Join(", ", pending)} did not run yet";
        }, stopping);
    }

    private static Task AwaitReady(ServiceDefinition service, Database database, CancellationToken stopping) =>
        Await(service, async () => await database.IsReady(stopping) ? null : "waits for its database, which does not answer", stopping);

    private static async Task Await(ServiceDefinition service, Func<Task<string?>> obstacle, CancellationToken stopping)
    {
        var started = TimeProvider.System.GetTimestamp();
        string? said = null;
        while (await obstacle() is { } reason)
        {
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
                throw new StartRefusedException([$"gave up after {Patience.TotalMinutes:0} minutes: {reason}"]);
            if (reason != said) await Console.Error.WriteLineAsync($"{service.Name}: {reason}");
            said = reason;
            await Task.Delay(BetweenLooks, stopping);
        }
    }
}
