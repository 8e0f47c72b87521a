using System.Globalization;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Messaging;

namespace SupplyFinance.Testing;

/// <summary>The platform as it runs for real: a broker, a database server, every service and the gateway as processes of their own on free loopback
/// ports, each service with its own database and broker user. What was started is stopped again, whatever becomes of the test.</summary>
public sealed class PlatformProcesses : IAsyncDisposable
{
    public const string Gateway = "gateway";

    private const string SandboxBank = "sandbox-bank";

    private const string BankKey = "a key for tests";

    /// <summary>A service starts in two seconds on an idle machine; eight of them share two cores here.</summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(120);

    private readonly IReadOnlyList<ServiceDefinition> _services;
    private readonly string _programs;
    private readonly DateOnly _clockStart;
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, int> _ports;
    private readonly Dictionary<string, ServerProcess> _processes = [];
    private readonly List<string> _ended = [];

    private PlatformProcesses(
        IReadOnlyList<ServiceDefinition> services, string programs, DateOnly clockStart, RabbitMqServer broker, PostgreSqlServer database,
        RabbitMqVirtualHost virtualHost)
    {
        _services = services;
        _programs = programs;
        _clockStart = clockStart;
        (Broker, Database, VirtualHost) = (broker, database, virtualHost);
        _ports = Names.ToDictionary(name => name, _ => FreePort.Next());
    }

    public RabbitMqServer Broker { get; }

    public RabbitMqVirtualHost VirtualHost { get; }

    public PostgreSqlServer Database { get; }

    /// <summary>The gateway's address.</summary>
    public Uri Address => AddressOf(Gateway);

    /// <summary>The services' names.</summary>
    public IEnumerable<string> Services => _services.Select(service => service.Name);

    /// <summary>Points a service's database line elsewhere before it starts: through a proxy that can cut it.</summary>
    public Func<string, int>? DatabasePortOf { get; set; }

    /// <summary>Points a service's broker line elsewhere before it starts.</summary>
    public Func<string, int>? BrokerPortOf { get; set; }

    /// <summary>Gives the gateway another route file than the platform's own before it starts.</summary>
    public string? RouteFile { get; set; }

    private IEnumerable<string> Names => Services.Append(Gateway);

    /// <summary>Starts broker and database, migrates every service's database by its own job; <see cref="StartAll"/> starts the rest.</summary>
    /// <param name="services">The services.</param>
    /// <param name="programs">The folder of their executables.</param>
    /// <param name="clockStart">The business date on which the platform starts.</param>
    /// <param name="durable">Whether the database syncs its commits to disk.</param>
    public static async Task<PlatformProcesses> Prepare(
        IReadOnlyList<ServiceDefinition> services, string programs, DateOnly clockStart, bool durable = false)
    {
        var starting = RabbitMqServer.Start();
        var database = await PostgreSqlServer.Start(durable);
        var broker = await starting;
        var virtualHost = await broker.NewVirtualHost(Topology.OfContracts);
        var platform = new PlatformProcesses(services, programs, clockStart, broker, database, virtualHost);
        try
        {
            foreach (var service in platform.Services)
            {
                await database.Execute($"create role \"{service}\" login");
                await database.Execute($"create database \"{service}\" owner \"{service}\" template template0 strategy = file_copy");
            }

            await Task.WhenAll(platform.Services.Select(platform.Migrate));
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts every service and the gateway, and waits until each is ready.</summary>
    public async Task StartAll()
    {
        await Task.WhenAll(Names.Select(Start));
        foreach (var name in Names) await Ready(name);
    }

    /// <summary>Starts a process that is not running.</summary>
    public async Task Start(string name)
    {
        var process = await ServerProcess.Start(["dotnet", ProgramOf(name)], EnvironmentOf(name));
        lock (_processes) _processes[name] = process;
    }

    /// <summary>Waits until a process answers that it is ready.</summary>
    public async Task Ready(string name)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        await Wait.Until($"{name} to be ready", async () =>
        {
            if (_processes[name].HasExited) throw new InvalidOperationException($"{name} ended:\n{_processes[name].Output}");
            try
            {
                using var answer = await http.GetAsync(new Uri(AddressOf(name), "health/ready"));
                return answer.IsSuccessStatusCode;
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                return false;
            }
        }, LongestStart);
    }

    /// <summary>kill -9, and a new start.</summary>
    public async Task KillAndRestart(string name)
    {
        await Kill(name);
        await Start(name);
    }

    /// <summary>kill -9.</summary>
    public async Task Kill(string name)
    {
        var process = _processes[name];
        await process.Kill();
        lock (_ended) _ended.Add($"--- {name}, killed\n{Last(process)}");
        await process.DisposeAsync();
    }

    /// <summary>A running process's id.</summary>
    public int PidOf(string name) => _processes[name].Pid;

    /// <summary>Stops a process where it stands; it does not notice.</summary>
    public void Freeze(string name) => _processes[name].Signal("STOP");

    /// <summary>Lets it go on.</summary>
    public void Thaw(string name) => _processes[name].Signal("CONT");

    /// <summary>Ends every database session of a service, or of all of them, from the server's side; answers how many.</summary>
    public Task<long> EndSessions(string? service = null) => Database.Execute($"""
        select count(pg_terminate_backend(pid)) from pg_stat_activity
        where usename <> 'postgres' and backend_type = 'client backend' {(service is null ? "" : $"and datname = '{service}'")}
        """);

    /// <summary>A connection string to a service's database, for the test's own eyes.</summary>
    public string DatabaseOf(string service) => Database.ConnectionString(service, maxPoolSize: 2);

    /// <summary>The last that every process said, for the message of a failure.</summary>
    public string Logs()
    {
        lock (_processes)
        {
            return string.Join('\n', _processes.Select(process => $"--- {process.Key}\n{Last(process.Value)}")
                .Concat(_ended.TakeLast(5)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes.Values) process.Signal("CONT");
        if (_processes.Remove(Gateway, out var gateway)) await gateway.DisposeAsync();
        await Task.WhenAll(_processes.Values.Select(process => process.DisposeAsync().AsTask()));
        await Broker.DisposeAsync();
        await Database.DisposeAsync();
        _folder.Dispose();
    }

    private static string Last(ServerProcess process) => string.Join('\n', process.Output.Split('\n').TakeLast(25));

    private async Task Migrate(string service)
    {
        await using var job = await ServerProcess.Start(["dotnet", ProgramOf(service), "--migrate"], EnvironmentOf(service));
        if (await job.End(LongestStart) is not 0 and var code)
            throw new InvalidOperationException($"{service} --migrate ended with {code}:\n{job.Output}");
    }

    /// <summary>Where a process listens.</summary>
    public Uri AddressOf(string name) => new($"http://127.0.0.1:{_ports[name]}/");

    private string ProgramOf(string name) => Path.Combine(_programs, name == Gateway
        ? "SupplyFinance.Gateway.dll"
        : $"{_services.Single(service => service.Name == name).Assembly.GetName().Name}.dll");

    private Dictionary<string, string> EnvironmentOf(string name)
    {
        var prefix = $"SF_{ServiceConfiguration.SectionOf(name).ToUpperInvariant()}__";
        var settings = name == Gateway ? GatewaySettings() : ServiceSettingsOf(name);
        return settings.ToDictionary(setting => prefix + setting.Name, setting => setting.Value);
    }

    private IEnumerable<(string Name, string Value)> GatewaySettings() =>
    [
        ("URLS", Origin(Gateway)), ("TOKENISSUER", Address.ToString()), ("TOKENKEYSADDRESS", KeysAddress), ("DEMONSTRATION", "true"),
        .. RouteFile is { } file ? [("ROUTEFILE", file)] : Array.Empty<(string, string)>(),
        .. Services.Select(service => ($"ADDRESSES__{ServiceConfiguration.SectionOf(service)}", AddressOf(service).ToString())),
    ];

    private IEnumerable<(string Name, string Value)> ServiceSettingsOf(string service)
    {
        var broker = VirtualHost.SettingsOf(service);
        return
        [
            ("FORM", nameof(Form.Demonstration)), ("URLS", Origin(service)), ("DATAFOLDER", Path.Combine(_folder.Path, service)),
            ("DATABASEPROVIDER", "postgresql"), ("CONNECTIONSTRING", ConnectionStringOf(service)),
            ("TOKENISSUER", Address.ToString()), ("TOKENKEYSADDRESS", KeysAddress),
            ("BROKER__HOST", broker.Host), ("BROKER__VIRTUALHOST", broker.VirtualHost), ("BROKER__USER", broker.User),
            ("BROKER__PASSWORD", broker.Password),
            ("BROKER__PORT", (BrokerPortOf?.Invoke(service) ?? broker.Port).ToString(CultureInfo.InvariantCulture)),
            .. OwnSettingsOf(service),
        ];
    }

    private IEnumerable<(string Name, string Value)> OwnSettingsOf(string service) => service switch
    {
        "identity" => [("OWN__BUSINESSCLOCKSTART", $"{_clockStart:yyyy-MM-dd}T09:00:00+08:00")],
        "bank-settlement" => [("OWN__BANKADDRESS", AddressOf(SandboxBank).ToString()), ("OWN__BANKAPIKEY", BankKey)],
        SandboxBank => [("OWN__APIKEY", BankKey)],
        _ => [],
    };

    private string ConnectionStringOf(string service) => new Npgsql.NpgsqlConnectionStringBuilder(Database.ConnectionString(service))
    {
        Username = service,
        Port = DatabasePortOf?.Invoke(service) ?? Database.Port,
    }.ConnectionString;

    private string Origin(string name) => AddressOf(name).ToString().TrimEnd('/');

    private string KeysAddress => new Uri(AddressOf("identity"), ".well-known/jwks").ToString();
}
