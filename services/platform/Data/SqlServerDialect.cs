using System.Data;
using System.Data.Common;
using Dapper;
using Microsoft.Data.SqlClient;

namespace SupplyFinance.Platform.Data;

/// <summary>SQL Server 2022 and Azure SQL. Writers run at read committed over row versions and lock the rows that they decide about; readers see
/// one snapshot.</summary>
public sealed class SqlServerDialect : Dialect
{
    private const string MigrationLockName = "supply-finance-migration";

    /// <summary>Ordered and compared by code point, as the other two databases do.</summary>
    private const string Collation = "collate Latin1_General_100_BIN2";

    /// <summary>The transaction was chosen as deadlock victim, met a newer row version or a table that was changed, or waited too long for a
    /// lock.</summary>
    private static readonly HashSet<int> Conflicts = [1205, 1222, 3960, 3961, 41302, 41305, 41325];

    /// <summary>A unique constraint, a unique index.</summary>
    private static readonly HashSet<int> Collisions = [2627, 2601];

    /// <summary>The server is away, stops, starts, fails over or throttles; the connection broke; the statement timed out.</summary>
    private static readonly HashSet<int> Away =
    [
        -2, -1, 2, 20, 53, 64, 121, 233, 596, 921, 1204, 4060, 4221, 6005, 10053, 10054, 10060, 10928, 10929, 40197, 40501, 40613,
        49918, 49919, 49920,
    ];

    /// <summary>A file group, the transaction log, a partition or memory is full.</summary>
    private static readonly HashSet<int> Full = [701, 1101, 1105, 3257, 9002];

    /// <inheritdoc/>
    public override string Name => "sqlserver";

    /// <inheritdoc/>
    public override string ForUpdate => "";

    /// <inheritdoc/>
    public override string SkipLocked => "";

    /// <inheritdoc/>
    public override DbConnection Connect(string connectionString) => new SqlConnection(connectionString);

    /// <inheritdoc/>
    public override async Task<DbTransaction> BeginWrite(DbConnection connection, CancellationToken cancellation) =>
        await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);

    /// <inheritdoc/>
    public override async Task<DbTransaction> BeginRead(DbConnection connection, CancellationToken cancellation) =>
        await connection.BeginTransactionAsync(IsolationLevel.Snapshot, cancellation);

    /// <inheritdoc/>
    public override string InsertIfAbsent(string table, IReadOnlyList<string> key, IReadOnlyList<string> columns) => $"""
        insert into {table} ({string.Join(", ", columns)}) select {string.Join(", ", columns.Select(Parameter))}
        where not exists (select 1 from {table} with (updlock, holdlock) where {string.Join(" and ", key.Select(k => $"{k} = {Parameter(k)}"))})
        """;

    /// <inheritdoc/>
    public override string Upsert(string table, IReadOnlyList<string> key, IReadOnlyList<string> columns) =>
        Merge(table, key, columns, "");

    /// <inheritdoc/>
    public override string UpsertIfNewer(string table, IReadOnlyList<string> key, IReadOnlyList<string> columns) =>
        Merge(table, key, columns, "and @version > target.version ");

    /// <inheritdoc/>
    public override string Locked(string table) => $"{table} with (rowlock, updlock)";

    /// <inheritdoc/>
    public override string LockedOrSkipped(string table) => $"{table} with (rowlock, updlock, readpast)";

    /// <inheritdoc/>
    public override string First(string parameter) => $"offset 0 rows fetch next {parameter} rows only";

    /// <inheritdoc/>
    public override string AnyOf(string parameter) => $"in {parameter}";

    /// <inheritdoc/>
    public override string ColumnType(string token) => token switch
    {
        "uuid" => "uniqueidentifier",
        "instant" => "datetimeoffset(6)",
        "date" => "date",
        "text" => $"nvarchar(max) {Collation}",
        "bytes" => "varbinary(max)",
        "bool" => "bit",
        "identity" => "bigint identity(1, 1) primary key",
        _ when token.StartsWith("text:", StringComparison.Ordinal) => $"nvarchar({token[5..]}) {Collation}",
        // National, because the driver sends every text so: compared with another kind of text, the column would be converted row by row.
        _ when token.StartsWith("char:", StringComparison.Ordinal) => $"nchar({token[5..]}) {Collation}",
        _ => throw new InvalidOperationException($"Unknown column type {{{token}}}."),
    };

    /// <inheritdoc/>
    public override string CreateTableIfAbsent(string table, string columns) =>
        $"if object_id(N'{table}') is null create table {table} ({columns})";

    /// <inheritdoc/>
    public override object? ToParameter(object? value) => value is DateTimeOffset at ? at.ToUniversalTime() : value;

    /// <inheritdoc/>
    private protected override Trouble TroubleOf(Exception exception)
    {
        if (exception is not SqlException server) return Trouble.Other;
        bool Has(HashSet<int> numbers) => server.Errors.Cast<SqlError>().Any(error => numbers.Contains(error.Number));
        return Has(Away) ? Trouble.Away
            : Has(Conflicts) ? Trouble.Conflict
            : Has(Collisions) ? Trouble.Collision
            : Has(Full) ? Trouble.Full
            : Trouble.Other;
    }

    /// <inheritdoc/>
    public override async Task Prepare(DbConnection connection) => await connection.ExecuteAsync("""
        if exists (select 1 from sys.databases where database_id = db_id() and snapshot_isolation_state = 0)
            alter database current set allow_snapshot_isolation on;
        if exists (select 1 from sys.databases where database_id = db_id() and is_read_committed_snapshot_on = 0)
            alter database current set read_committed_snapshot on with rollback immediate;
        """);

    /// <inheritdoc/>
    public override async Task<IAsyncDisposable> MigrationLock(DbConnection connection, CancellationToken cancellation)
    {
        await connection.ExecuteAsync(new CommandDefinition("""
            declare @result int;
            exec @result = sp_getapplock @Resource = @name, @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = @milliseconds;
            if @result < 0 throw 50001, 'Another process holds the migration lock.', 1;
            """, new { name = MigrationLockName, milliseconds = MigrationLockSeconds * 1000 },
            commandTimeout: MigrationLockSeconds + 5, cancellationToken: cancellation));
        return new Held(connection);
    }

    /// <inheritdoc/>
    public override void Forget(string connectionString) => SqlConnection.ClearPool(new SqlConnection(connectionString));

    private static string Parameter(string column) => "@" + Sql.ParameterOf(column);

    private static string Merge(string table, IReadOnlyList<string> key, IReadOnlyList<string> columns, string condition) => $"""
        merge {table} with (holdlock) as target
        using (select {string.Join(", ", key.Select(k => $"{Parameter(k)} as {k}"))}) as source
        on {string.Join(" and ", key.Select(k => $"target.{k} = source.{k}"))}
        when matched {condition}then update set {string.Join(", ", columns.Except(key).Select(c => $"{c} = {Parameter(c)}"))}
        when not matched then insert ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select(Parameter))});
        """;

    private sealed class Held(DbConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await connection.ExecuteAsync(
            "exec sp_releaseapplock @Resource = @name, @LockOwner = 'Session'", new { name = MigrationLockName });
    }
}
