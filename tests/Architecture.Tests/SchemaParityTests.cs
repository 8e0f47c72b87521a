using System.Reflection;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Tests;
using SupplyFinance.Standalone;
using SupplyFinance.Testing;

namespace SupplyFinance.Architecture.Tests;

/// <summary>The three databases hold the same schema: what the migrations made on a real SQLite and a real PostgreSQL, and what the SQL Server
/// model says they make there.</summary>
public sealed class SchemaParityTests
{
    private static readonly Assembly Platform = typeof(Database).Assembly;

    public static TheoryData<string> Services => new(EmbeddedPlatform.Services.Select(service => service.Name).Append("sample"));

    private static Assembly[] AssembliesOf(string service) =>
        [Platform, service == "sample" ? typeof(SampleService).Assembly : EmbeddedPlatform.Services.Single(x => x.Name == service).Assembly];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Tables_columns_and_keys_are_the_same_in_the_three_databases(string service)
    {
        using var check = new SqlServerCheck(AssembliesOf(service));
        var sqlServer = Schema.Of(check.Schema);
        var postgreSql = await OnPostgreSql(service);
        var sqlite = await OnSqlite(service);
        Assert.NotEmpty(sqlite.Columns);
        Assert.Empty(Differences("PostgreSQL", postgreSql, "SQL Server", sqlServer)
            .Concat(Differences("SQLite", sqlite.Coarse(), "PostgreSQL", postgreSql.Coarse())));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void A_unique_key_over_a_column_that_may_be_empty_leaves_the_empty_rows_out(string service)
    {
        using var check = new SqlServerCheck(AssembliesOf(service));
        Assert.Empty(
            from table in check.Schema.Tables
            from key in table.Keys
            where key is { IsUnique: true, Filter: null }
            from column in key.Columns
            where table.Columns.Single(x => x.Name == column).IsNullable
            select $"{table.Name} ({string.Join(", ", key.Columns)}): {column} may be empty");
    }

    [Fact]
    public void A_difference_is_said_in_a_line()
    {
        var one = new Schema(new Dictionary<string, string> { ["t.a"] = "int", ["t.b"] = "text" }, new HashSet<string> { "index of t (a)" });
        var other = new Schema(new Dictionary<string, string> { ["t.a"] = "int null" }, new HashSet<string> { "unique key of t (a)" });
        Assert.Equal(
            [
                "t.a is int in A and int null in B", "t.b is text in A and missing in B", "index of t (a) is in A and not in B",
                "unique key of t (a) is in B and not in A",
            ],
            Differences("A", one, "B", other));
    }

    private static IEnumerable<string> Differences(string a, Schema one, string b, Schema other)
    {
        foreach (var column in one.Columns.Keys.Union(other.Columns.Keys).Order(StringComparer.Ordinal))
        {
            var (here, there) = (one.Columns.GetValueOrDefault(column, "missing"), other.Columns.GetValueOrDefault(column, "missing"));
            if (here != there) yield return $"{column} is {here} in {a} and {there} in {b}";
        }

        foreach (var key in one.Keys.Except(other.Keys)) yield return $"{key} is in {a} and not in {b}";
        foreach (var key in other.Keys.Except(one.Keys)) yield return $"{key} is in {b} and not in {a}";
    }

    private static async Task<Schema> OnPostgreSql(string service)
    {
        var server = await PostgreSqlServer.OfThisProcess;
        var connectionString = await server.NewDatabase();
        try
        {
            var database = await Migrated(new PostgreSqlDialect(), connectionString, service);
            await using var connection = await database.Open();
            return await Schema.OfPostgreSql(connection);
        }
        finally
        {
            await server.Drop(connectionString);
        }
    }

    private static async Task<Schema> OnSqlite(string service)
    {
        using var folder = new TemporaryFolder();
        var database = await Migrated(new SqliteDialect(), $"Data Source={folder.Path}/x.db;Pooling=False", service);
        await using var connection = await database.Open();
        return await Schema.OfSqlite(connection);
    }

    private static async Task<Database> Migrated(Dialect dialect, string connectionString, string service)
    {
        var database = new Database(dialect, connectionString, service, new Clocks(TimeProvider.System, TimeZoneInfo.Utc));
        await Migrator.Migrate(database, AssembliesOf(service));
        return database;
    }
}
