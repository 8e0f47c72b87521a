using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Messaging;
using SupplyFinance.Platform.Messaging.RabbitMq;

namespace SupplyFinance.Testing;

/// <summary>A real RabbitMQ node on free loopback ports, with its files, its cookie and its port mapper to itself. Debian's package brings the
/// programs.</summary>
public sealed class RabbitMqServer : IAsyncDisposable
{
    // Not the wrappers on the PATH: those drop to the system's user and folders, and the server's starts a node whatever it is asked.
    private const string Programs = "/usr/lib/rabbitmq/bin";

    /// <summary>The node's own administrator.</summary>
    private const string Administrator = "guest";

    private const string Password = "only for tests";

    /// <summary>A node starts in five seconds on an idle machine.</summary>
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(90);

    private static readonly Lazy<Task<RabbitMqServer>> Shared = new(Start);

    private readonly TemporaryFolder _folder;
    private readonly Dictionary<string, string> _environment;
    private readonly ServerProcess _portMapper;
    private ServerProcess? _process;

    private RabbitMqServer(TemporaryFolder folder, int port, Dictionary<string, string> environment, ServerProcess portMapper)
    {
        _folder = folder;
        Port = port;
        _environment = environment;
        _portMapper = portMapper;
    }

    public int Port { get; }

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>The node's process, or the script above it.</summary>
    public int Pid => _process!.Pid;

    /// <summary>One node for all tests of this process that leave it alone; it ends with the process.</summary>
    public static Task<RabbitMqServer> OfThisProcess => Shared.Value;

    public static async Task<RabbitMqServer> Start()
    {
        if (!Directory.Exists(Programs)) throw new InvalidOperationException("RabbitMQ is not installed: apt-get install rabbitmq-server");
        var folder = new TemporaryFolder();
        foreach (var name in new[] { "mnesia", "log", "home" }) Directory.CreateDirectory(Path.Combine(folder.Path, name));
        var (port, mapper) = (FreePort.Next(), FreePort.Next());
        await File.WriteAllTextAsync($"{folder.Path}/enabled_plugins", "[].");
        await File.WriteAllTextAsync($"{folder.Path}/rabbitmq.conf",
            $"listeners.tcp.1 = 127.0.0.1:{port}\nloopback_users = none\ndisk_free_limit.absolute = 50MB\nlog.console = false\n");
        var environment = Environment(folder.Path, port, mapper);
        var portMapper = await ServerProcess.Start(["epmd", "-port", $"{mapper}", "-address", "127.0.0.1"], environment);
        var server = new RabbitMqServer(folder, port, environment, portMapper);
        await server.Restart();
        return server;
    }

    /// <summary>kill -9 of the node and everything that it started.</summary>
    public Task Kill() => _process!.Kill();

    /// <summary>Writes down which queues the node has. It does so by itself within half a second; one that is killed before (RabbitMQ 3.10, a lone
    /// node) comes back without the replica of its newest queue, and nobody can consume from that queue until it is deleted.</summary>
    public Task Settle() => Control("eval", "[ok = dets:sync(Table) || Table <- dets:all()].");

    /// <summary>Stops the node where it is: its connections stay open and nothing is answered.</summary>
    public void Freeze() => _process!.Signal("STOP");

    public void Thaw() => _process!.Signal("CONT");

    /// <summary>Starts it again on its files.</summary>
    public async Task Restart()
    {
        if (_process is not null) await _process.DisposeAsync();
        _process = await ServerProcess.Start([$"{Programs}/rabbitmq-server"], _environment);
        await Wait.Until($"RabbitMQ on port {Port} to answer", async () =>
        {
            if (_process.HasExited) throw new InvalidOperationException($"RabbitMQ ended:\n{_process.Output}");
            return await Answers();
        }, LongestStart);
    }

    /// <summary>Makes the node believe that its disk is full: it takes no more messages.</summary>
    public Task RaiseDiskAlarm() => Control("set_disk_free_limit", "1000000GB");

    public Task EndDiskAlarm() => Control("set_disk_free_limit", "50MB");

    /// <summary>Makes a virtual host under the shipped policy, with a user for each service of a topology that may do what its service needs and
    /// nothing more.</summary>
    public async Task<RabbitMqVirtualHost> NewVirtualHost(Topology topology)
    {
        var host = $"t{Guid.NewGuid():N}";
        var layout = new BrokerLayout(topology);
        var permissions = topology.Services.ToDictionary(service => service, layout.PermissionsOf);
        permissions[Administrator] = new BrokerPermissions(".*", ".*", ".*");
        var definitions = ShippedDefinitions();
        foreach (var policy in definitions["policies"]!.AsArray()) policy!["vhost"] = host;
        definitions["vhosts"] = Json(new[] { new { name = host } });
        definitions["users"] = Json(topology.Services.Select(service => new
        {
            name = service,
            password_hash = HashOf(Password),
            hashing_algorithm = "rabbit_password_hashing_sha256",
            tags = Array.Empty<string>(),
        }));
        definitions["permissions"] = Json(permissions.Select(user => new
        {
            user = user.Key,
            vhost = host,
            configure = user.Value.Configure,
            write = user.Value.Write,
            read = user.Value.Read,
        }));
        var file = $"{_folder.Path}/{host}.json";
        await File.WriteAllTextAsync(file, definitions.ToJsonString());
        await Control("import_definitions", file);
        return new RabbitMqVirtualHost(topology, service => new BrokerSettings
        {
            Host = "127.0.0.1",
            Port = Port,
            VirtualHost = host,
            User = service ?? Administrator,
            Password = service is null ? Administrator : Password,
        });
    }

    /// <summary>Runs the broker's own command; returns what it printed.</summary>
    public async Task<string> Control(params string[] arguments)
    {
        var start = new ProcessStartInfo(
            $"{Programs}/rabbitmqctl", ["-q", "-n", _environment["RABBITMQ_NODENAME"], .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        foreach (var (name, value) in _environment) start.Environment[name] = value;
        using var process = System.Diagnostics.Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"rabbitmqctl {string.Join(' ', arguments)} failed: {output}{await error}");
        return output;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        await _portMapper.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>The definitions that this project ships for its broker.</summary>
    public static JsonNode ShippedDefinitions()
    {
        using var stream = typeof(RabbitMqServer).Assembly.GetManifestResourceStream("definitions.json")!;
        return JsonNode.Parse(stream)!;
    }

    // A server of this protocol answers its header with a first frame, whose type is 1.
    private async Task<bool> Answers()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Port);
            await client.GetStream().WriteAsync("AMQP\0\0\x09\x01"u8.ToArray());
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            var first = new byte[1];
            return await client.GetStream().ReadAsync(first, limit.Token) == 1 && first[0] == 1;
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    private static Dictionary<string, string> Environment(string folder, int port, int mapper) => new()
    {
        ["HOME"] = $"{folder}/home",
        ["LC_ALL"] = "C.UTF-8",
        ["ERL_EPMD_PORT"] = $"{mapper}",
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODENAME"] = $"sf{port}@localhost",
        ["RABBITMQ_MNESIA_BASE"] = $"{folder}/mnesia",
        ["RABBITMQ_LOG_BASE"] = $"{folder}/log",
        ["RABBITMQ_LOGS"] = $"{folder}/log/node.log",
        ["RABBITMQ_CONFIG_FILE"] = $"{folder}/rabbitmq.conf",
        ["RABBITMQ_CONF_ENV_FILE"] = $"{folder}/none-env.conf",
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = $"{folder}/none.config",
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = $"{folder}/enabled_plugins",
        ["RABBITMQ_PID_FILE"] = $"{folder}/node.pid",
        ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODE_PORT"] = $"{port}",
        ["RABBITMQ_DIST_PORT"] = $"{FreePort.Next()}",
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none",
    };

    private static JsonNode? Json(object value) => JsonSerializer.SerializeToNode(value);

    // As the broker keeps it: four bytes of salt, then the hash of salt and password.
    private static string HashOf(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(4);
        return Convert.ToBase64String([.. salt, .. SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(password)])]);
    }
}
