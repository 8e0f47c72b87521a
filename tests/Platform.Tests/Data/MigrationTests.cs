using System.Reflection;
using Dapper;
using Npgsql;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Testing;

namespace SupplyFinance.Platform.Tests.Data;

/// <summary>A migrating process that dies, before, in and after a migration: the next one goes on where it stopped.</summary>
public sealed class MigrationTests
{
    private static readonly Assembly[] Both = [typeof(Database).Assembly, typeof(MigrationTests).Assembly];

    private static readonly string[] OfSample = [.. Migrator.Of(Both[1], new SqliteDialect()).Select(x => x.Name)];

    private static Database Open(Dialect dialect, string connectionString) =>
        new(dialect, connectionString, "x", new Clocks(TimeProvider.System, TimeZoneInfo.Utc));

    [Theory]
    [InlineData("create table sample (", false, 0)]
    [InlineData("create table conformance (", true, 1)]
    [InlineData("insert into migration", false, 0)]
    [InlineData("insert into migration", true, 0)]
    [InlineData("COMMIT\0", false, 0)]
    [InlineData("COMMIT\0", true, 1)]
    public async Task On_PostgreSql_a_process_that_died_is_taken_over_from(string diedAt, bool serverHadIt, int kept)
    {
        var server = await PostgreSqlServer.OfThisProcess;
        var connection = await server.NewDatabase();
        await using var proxy = TcpProxy.To(server.Port);
        await Migrator.Migrate(Open(new PostgreSqlDialect(), connection), [Both[0]]);

        // What dies does not come back: its later attempts meet nobody.
        var through = new NpgsqlConnectionStringBuilder(connection) { Port = proxy.Port, Pooling = false }.ConnectionString;
        var at = TcpProxy.Containing(diedAt);
        Predicate<byte[]> dies = sent => at(sent) && (proxy.IsAway = true);
        _ = serverHadIt ? proxy.LoseAnswerTo(dies) : proxy.LoseRequest(dies);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Migrator.Migrate(Open(new PostgreSqlDialect(), through), Both));

        Assert.Equal(OfSample[kept..], await Migrator.Migrate(Open(new PostgreSqlDialect(), connection), Both));
        Assert.Empty(await Migrator.Migrate(Open(new PostgreSqlDialect(), connection), Both));
        await server.Drop(connection);
    }

    [Fact]
    public async Task On_PostgreSql_a_connection_lost_in_a_migration_is_no_more_than_a_pause()
    {
        var server = await PostgreSqlServer.OfThisProcess;
        var connection = await server.NewDatabase();
        await using var proxy = TcpProxy.To(server.Port);
        var through = new NpgsqlConnectionStringBuilder(connection) { Port = proxy.Port }.ConnectionString;
        var cut = proxy.LoseAnswerTo(TcpProxy.Containing("create table conformance ("));
        await Migrator.Migrate(Open(new PostgreSqlDialect(), through), Both);
        Assert.True(cut.IsCompleted);
        Assert.Empty(await Migrator.Migrate(Open(new PostgreSqlDialect(), connection), Both));
        await server.Drop(through);
    }

    [Fact]
    public async Task On_Sqlite_a_process_that_died_in_a_migration_is_taken_over_from()
    {
        using var folder = new TemporaryFolder();
        var database = Open(new SqliteDialect(), $"Data Source={folder.Path}/x.db");
        await Migrator.Migrate(database, [Both[0]]);
        var half = Migrator.Of(Both[1], database.Dialect)[1].Text.Split(';')[0];
        await using (var connection = await database.Open())
        {
            await using var transaction = await database.Dialect.BeginWrite(connection, CancellationToken.None);
            await connection.ExecuteAsync(half, transaction: transaction);
            // What kill -9 leaves: the files as they are, the lock's file among them.
            foreach (var suffix in new[] { "", "-wal" })
                if (File.Exists($"{folder.Path}/x.db{suffix}")) File.Copy($"{folder.Path}/x.db{suffix}", $"{folder.Path}/left.db{suffix}");
            await File.WriteAllTextAsync($"{folder.Path}/left.db.migrating", "");
        }

        var left = Open(new SqliteDialect(), $"Data Source={folder.Path}/left.db");
        Assert.Equal(OfSample, await Migrator.Migrate(left, Both));
        Assert.Empty(await Migrator.Migrate(left, Both));
        left.Close();
        database.Close();
    }

    [Fact]
    public async Task Of_many_that_start_on_an_empty_database_one_migrates_and_the_others_wait()
    {
        var server = await PostgreSqlServer.OfThisProcess;
        var connection = await server.NewDatabase();
        var ran = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            Migrator.Migrate(Open(new PostgreSqlDialect(), connection), Both))));
        Assert.Equal(3, ran.Count(x => x.Count == 0));
        await server.Drop(connection);
    }
}
