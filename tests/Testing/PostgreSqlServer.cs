using System.Diagnostics;
using Npgsql;

namespace SupplyFinance.Testing;

/// <summary>A real PostgreSQL on a free loopback port, with its files in a temporary folder. Debian's packages bring the programs.</summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private static readonly Lazy<Task<PostgreSqlServer>> Shared = new(() => Start(durable: false));

    private readonly TemporaryFolder _folder;
    private readonly bool _durable;
    private ServerProcess _process;

    private PostgreSqlServer(TemporaryFolder folder, ServerProcess process, int port, bool durable)
    {
        _folder = folder;
        _process = process;
        Port = port;
        _durable = durable;
    }

    public int Port { get; }

    /// <summary>The server's process; its sessions are children of it.</summary>
    public int Pid => _process.Pid;

    /// <summary>One server for all tests of this process; it ends with the process.</summary>
    public static Task<PostgreSqlServer> OfThisProcess => Shared.Value;

    /// <summary>Starts a server.</summary>
    /// <param name="durable">Whether commits are synced to disk: needed only where the machine itself is said to crash.</param>
    public static async Task<PostgreSqlServer> Start(bool durable = true)
    {
        var folder = new TemporaryFolder();
        Run(["chmod", "755", folder.Path]);
        if (IsRoot) Run(["chown", "postgres", folder.Path]);
        Run([.. AsServer, Program("initdb"), "-D", $"{folder.Path}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        var port = FreePort.Next();
        var server = new PostgreSqlServer(folder, await StartProcess(folder, port, durable), port, durable);
        await server.Answers();
        return server;
    }

    /// <summary>A connection string to a database of this server.</summary>
    public string ConnectionString(string database, int maxPoolSize = 20) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = "postgres",
        Database = database,
        MaxPoolSize = maxPoolSize,
        // A test's database is short-lived: its idle connections would fill the server.
        ConnectionIdleLifetime = 5,
        ConnectionPruningInterval = 1,
    }.ConnectionString;

    /// <summary>Makes an empty database and answers its connection string.</summary>
    public async Task<string> NewDatabase(string? name = null)
    {
        name ??= $"t{Guid.NewGuid():N}";
        await Execute($"create database \"{name}\" template template0 strategy = file_copy");
        return ConnectionString(name);
    }

    public Task Drop(string connectionString) =>
        Execute($"drop database if exists \"{new NpgsqlConnectionStringBuilder(connectionString).Database}\" with (force)");

    /// <summary>Runs a statement as the server's owner.</summary>
    public async Task<long> Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() is long count ? count : 0;
    }

    /// <summary>kill -9 of the server and all its sessions.</summary>
    public Task Kill() => _process.Kill();

    /// <summary>Starts it again on its files after <see cref="Kill"/>.</summary>
    public async Task Restart()
    {
        await _process.DisposeAsync();
        _process = await StartProcess(_folder, Port, _durable);
        await Answers();
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static bool IsRoot => Environment.UserName == "root";

    // The server refuses to run as root.
    private static IReadOnlyList<string> AsServer => IsRoot ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];

    private static string Program(string name) =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => $"{version}/bin/{name}").First(File.Exists)
            : throw new InvalidOperationException("PostgreSQL is not installed: apt-get install postgresql");

    private static Task<ServerProcess> StartProcess(TemporaryFolder folder, int port, bool durable) => ServerProcess.Start(
        [
            .. AsServer, Program("postgres"), "-D", $"{folder.Path}/data", "-p", $"{port}", "-c", "listen_addresses=127.0.0.1",
            "-c", "unix_socket_directories=", "-c", $"fsync={(durable ? "on" : "off")}", "-c", "max_connections=300",
        ],
        new Dictionary<string, string> { ["HOME"] = folder.Path }, stop: "INT");

    private Task Answers() => Wait.Until($"PostgreSQL on port {Port} to answer; it said\n{_process.Output}", async () =>
    {
        if (_process.HasExited) throw new InvalidOperationException($"PostgreSQL ended:\n{_process.Output}");
        try
        {
            await Execute("select 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    });

    private static void Run(IReadOnlyList<string> command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', command)} failed: {output.Result}{error}");
    }
}
