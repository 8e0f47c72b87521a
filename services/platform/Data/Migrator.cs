using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Dapper;

namespace SupplyFinance.Platform.Data;

/// <summary>Runs the platform's and a service's numbered SQL migrations, each once, each in its own transaction together with the row that
/// says it ran, under a lock. Killed half-way, the next run goes on where it stopped.</summary>
/// <remarks>Files are named <c>0001_what.sql</c>, or <c>0001_what.sqlite.sql</c> where a database needs its own text. Types that differ are
/// written as tokens: <c>{uuid} {instant} {date} {text:200} {text} {char:3} {bytes} {bool}
/// {identity}</c>.</remarks>
public static partial class Migrator
{
    /// <summary>The table that says what has run.</summary>
    internal const string TableColumns = "name {text:200} not null primary key, ran_at {instant} not null";

    /// <summary>A database that is being started, or that sends its sessions away while another process prepares it, is back within
    /// seconds.</summary>
    private const int MaxAttempts = 5;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private static readonly Sql Names = Sql.Of("select name from migration");

    private static readonly Sql Record = Sql.Of("insert into migration (name, ran_at) values (@name, @ranAt)");

    /// <summary>Brings the database up to date; returns the names of what ran.</summary>
    public static async Task<IReadOnlyList<string>> Migrate(
        Database database, IEnumerable<Assembly> assemblies, CancellationToken cancellation = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await MigrateOnce(database, assemblies, cancellation);
            }
            catch (Exception exception) when (attempt < MaxAttempts && database.Dialect.IsTransient(exception))
            {
                // What has run stands; the next attempt goes on from there.
                await Task.Delay(RetryDelay, cancellation);
            }
        }
    }

    private static async Task<IReadOnlyList<string>> MigrateOnce(
        Database database, IEnumerable<Assembly> assemblies, CancellationToken cancellation)
    {
        await using var connection = await database.Open(cancellation);
        await using var held = await database.Dialect.MigrationLock(connection, cancellation);
        await database.Dialect.Prepare(connection);
        await connection.ExecuteAsync(database.Dialect.CreateTableIfAbsent("migration",
            Render(TableColumns, database.Dialect)));
        var done = await Done(database, connection);
        var ran = new List<string>();
        foreach (var migration in assemblies.SelectMany(assembly => Of(assembly, database.Dialect)))
        {
            if (done.Contains(migration.Name)) continue;
            await Run(database, connection, migration, cancellation);
            ran.Add(migration.Name);
        }

        return ran;
    }

    /// <summary>The names of the migrations that the database lacks.</summary>
    public static async Task<IReadOnlyList<string>> Pending(
        Database database, IEnumerable<Assembly> assemblies, CancellationToken cancellation = default)
    {
        await using var connection = await database.Open(cancellation);
        var done = await Done(database, connection);
        return assemblies.SelectMany(assembly => Of(assembly, database.Dialect)).Select(migration => migration.Name).Except(done).ToList();
    }

    /// <summary>An assembly's migrations for a database, in order, with the type tokens replaced.</summary>
    public static IReadOnlyList<Migration> Of(Assembly assembly, Dialect dialect)
    {
        var prefix = assembly.GetName().Name!["SupplyFinance.".Length..].ToLowerInvariant();
        return assembly.GetManifestResourceNames()
            .Select(resource => (resource, match: FileName().Match(resource)))
            .Where(x => x.match.Success)
            .Select(x => (x.resource, name: x.match.Groups["name"].Value, dialect: x.match.Groups["dialect"].Value))
            .Where(x => x.dialect.Length == 0 || x.dialect == dialect.Name)
            .GroupBy(x => x.name)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.OrderByDescending(x => x.dialect.Length).First())
            .Select(x => new Migration($"{prefix}/{x.name}", Render(Text(assembly, x.resource), dialect)))
            .ToList();
    }

    private static async Task<HashSet<string>> Done(Database database, DbConnection connection)
    {
        try
        {
            return (await connection.QueryAsync<string>(Names.In(database.Dialect))).ToHashSet(StringComparer.Ordinal);
        }
        catch (DbException exception) when (!database.Dialect.IsTransient(exception))
        {
            // Nobody has migrated this database yet: there is no such table.
            return [];
        }
    }

    private static async Task Run(Database database, DbConnection connection, Migration migration, CancellationToken cancellation)
    {
        await using var transaction = await database.Dialect.BeginWrite(connection, cancellation);
        await connection.ExecuteAsync(migration.Text, transaction: transaction);
        await connection.ExecuteAsync(
            Record.In(database.Dialect), new { name = migration.Name, ranAt = database.Dialect.ToParameter(database.Clocks.Now) }, transaction);
        await transaction.CommitAsync(cancellation);
    }

    internal static string Render(string text, Dialect dialect) =>
        TypeToken().Replace(text, match => dialect.ColumnType(match.Groups[1].Value.ToLower(CultureInfo.InvariantCulture)));

    private static string Text(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\{([a-z]+(?::\d+)?)\}")]
    private static partial Regex TypeToken();

    [GeneratedRegex(@"\.Migrations\.(?<name>\d{4}_[a-z0-9_]+)(?:\.(?<dialect>sqlite|postgresql|sqlserver))?\.sql$")]
    private static partial Regex FileName();
}

/// <summary>One migration, ready for its database.</summary>
/// <param name="Name">Assembly and file, the key under which it is recorded.</param>
/// <param name="Text">The SQL.</param>
public sealed record Migration(string Name, string Text);
