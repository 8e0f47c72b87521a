using Microsoft.Data.SqlClient;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Testing;

/// <summary>The database that slice tests run on: <c>SF_TEST_DATABASE</c> is <c>sqlite</c> (default), <c>postgresql</c> or <c>sqlserver</c>; the
/// last needs a server, named by a connection string in <c>SF_TEST_SQLSERVER</c>.</summary>
public static class TestDatabase
{
    public const string Variable = "SF_TEST_DATABASE";

    public const string SqlServerVariable = "SF_TEST_SQLSERVER";

    /// <summary>The provider of this run.</summary>
    public static string Provider { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } name ? name : "sqlite";

    /// <summary>The SQL Server to test on, or null.</summary>
    public static string? SqlServer { get; } =
        Environment.GetEnvironmentVariable(SqlServerVariable) is { Length: > 0 } server ? server : null;

    /// <summary>Points a service's settings at a database of its own: one for each data folder, so that a service started again finds its
    /// own.</summary>
    public static async Task Use(ServiceSettings settings, string service)
    {
        settings.DatabaseProvider = Provider;
        if (Provider == "sqlite") return;
        var name = NameOf(settings.DataFolder, service);
        settings.ConnectionString = Provider switch
        {
            "postgresql" => await PostgreSql(name),
            "sqlserver" => await OnSqlServer(name),
            var other => throw new InvalidOperationException($"{Variable} is '{other}'; it can be sqlite, postgresql or sqlserver."),
        };
    }

    /// <summary>Removes a database that <see cref="Use"/> made.</summary>
    public static async Task Remove(ServiceSettings settings)
    {
        if (Provider == "postgresql") await (await PostgreSqlServer.OfThisProcess).Drop(settings.ConnectionString);
        if (Provider == "sqlserver") await DropOnSqlServer(settings.ConnectionString);
    }

    /// <summary>Whether a session waits for another's lock; always, where one transaction writes at a time.</summary>
    public static async Task<bool> SomebodyWaits(Database database)
    {
        if (database.Dialect.IsEmbedded) return true;
        await using var connection = await database.Open();
        await using var command = connection.CreateCommand();
        command.CommandText = database.Dialect is PostgreSqlDialect
            ? "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
            : "select count_big(*) from sys.dm_exec_requests where database_id = db_id() and blocking_session_id > 0";
        return (long)(await command.ExecuteScalarAsync())! > 0;
    }

    /// <summary>Makes an empty database on the SQL Server under test.</summary>
    public static async Task<string> OnSqlServer(string name)
    {
        await ExecuteOnSqlServer($"if db_id(N'{name}') is null create database [{name}] collate Latin1_General_100_CI_AS");
        return new SqlConnectionStringBuilder(SqlServer) { InitialCatalog = name }.ConnectionString;
    }

    public static Task DropOnSqlServer(string connectionString)
    {
        var name = new SqlConnectionStringBuilder(connectionString).InitialCatalog;
        return ExecuteOnSqlServer(
            $"if db_id(N'{name}') is not null begin alter database [{name}] set single_user with rollback immediate; drop database [{name}] end");
    }

    private static async Task<string> PostgreSql(string name)
    {
        var server = await PostgreSqlServer.OfThisProcess;
        try
        {
            return await server.NewDatabase(name);
        }
        catch (Npgsql.PostgresException exists) when (exists.SqlState == Npgsql.PostgresErrorCodes.DuplicateDatabase)
        {
            return server.ConnectionString(name);
        }
    }

    internal static async Task ExecuteOnSqlServer(string sql)
    {
        await using var connection = new SqlConnection(SqlServer
            ?? throw new InvalidOperationException($"{SqlServerVariable} names no server."));
        await connection.OpenAsync();
        await using var command = new SqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    internal static string NameOf(string dataFolder, string service) =>
        $"{service.Replace('-', '_')}_{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
            System.Text.Encoding.UTF8.GetBytes(Path.GetFullPath(dataFolder))))[..20]}";
}
