using System.Data;
using System.Data.Common;
using System.Net.Sockets;
using Dapper;
using Npgsql;

namespace SupplyFinance.Platform.Data;

/// <summary>PostgreSQL 15 and later. Writers run at read committed and lock the rows that they decide about; readers see one snapshot.</summary>
public sealed class PostgreSqlDialect : Dialect
{
    /// <summary>An arbitrary number that names the migration lock within one database.</summary>
    private const long MigrationLockKey = 0x5F_4D_49_47;

    /// <inheritdoc/>
    public override string Name => "postgresql";

    /// <inheritdoc/>
    public override string ForUpdate => "for update";

    /// <inheritdoc/>
    public override string SkipLocked => "for update skip locked";

    /// <inheritdoc/>
    public override DbConnection Connect(string connectionString) => new NpgsqlConnection(connectionString);

    /// <inheritdoc/>
    public override async Task<DbTransaction> BeginWrite(DbConnection connection, CancellationToken cancellation) =>
        await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);

    /// <inheritdoc/>
    public override async Task<DbTransaction> BeginRead(DbConnection connection, CancellationToken cancellation) =>
        await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);

    /// <inheritdoc/>
    public override string InsertIfAbsent(string table, IReadOnlyList<string> key, IReadOnlyList<string> columns) =>
        $"{Sql.InsertText(table, columns)} on conflict ({string.Join(", ", key)}) do nothing";

    /// <inheritdoc/>
    public override string Upsert(string table, IReadOnlyList<string> key, IReadOnlyList<string> columns) =>
        $"{Sql.InsertText(table, columns)} on conflict ({string.Join(", ", key)}) do update set {OnConflict.Assignments(key, columns)}";

    /// <inheritdoc/>
    public override string UpsertIfNewer(string table, IReadOnlyList<string> key, IReadOnlyList<string> columns) =>
        $"{Upsert(table, key, columns)} where excluded.version > {table}.version";

    /// <inheritdoc/>
    public override string Locked(string table) => table;

    /// <inheritdoc/>
    public override string LockedOrSkipped(string table) => table;

    /// <inheritdoc/>
    public override string First(string parameter) => $"limit {parameter}";

    /// <inheritdoc/>
    public override string AnyOf(string parameter) => $"= any({parameter})";

    /// <inheritdoc/>
    public override string ColumnType(string token) => token switch
    {
        "uuid" => "uuid",
        "instant" => "timestamptz",
        "date" => "date",
        // Byte order, as the other two databases compare, whatever the database's own collation is.
        "text" => "text collate \"C\"",
        "bytes" => "bytea",
        "bool" => "boolean",
        "identity" => "bigint generated always as identity primary key",
        _ when token.StartsWith("text:", StringComparison.Ordinal) => $"varchar({token[5..]}) collate \"C\"",
        _ when token.StartsWith("char:", StringComparison.Ordinal) => $"char({token[5..]}) collate \"C\"",
        _ => throw new InvalidOperationException($"Unknown column type {{{token}}}."),
    };

    /// <inheritdoc/>
    public override string CreateTableIfAbsent(string table, string columns) => $"create table if not exists {table} ({columns})";

    /// <inheritdoc/>
    public override object? ToParameter(object? value) => value is DateTimeOffset at ? at.ToUniversalTime() : value;

    /// <inheritdoc/>
    private protected override Trouble TroubleOf(Exception exception) => exception switch
    {
        PostgresException server => server.SqlState switch
        {
            PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => Trouble.Conflict,
            PostgresErrorCodes.UniqueViolation => Trouble.Collision,
            // The administrator ended the session, the server stops or starts, or it has no connection to spare.
            PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
                or PostgresErrorCodes.TooManyConnections => Trouble.Away,
            PostgresErrorCodes.DiskFull or PostgresErrorCodes.InsufficientResources or PostgresErrorCodes.OutOfMemory => Trouble.Full,
            _ => Trouble.Other,
        },
        NpgsqlException { InnerException: IOException or SocketException or TimeoutException or EndOfStreamException } => Trouble.Away,
        NpgsqlException { IsTransient: true } => Trouble.Away,
        _ => Trouble.Other,
    };

    /// <inheritdoc/>
    public override async Task<IAsyncDisposable> MigrationLock(DbConnection connection, CancellationToken cancellation)
    {
        await connection.ExecuteAsync(new CommandDefinition(
            "select pg_advisory_lock(@key)", new { key = MigrationLockKey }, commandTimeout: MigrationLockSeconds, cancellationToken: cancellation));
        return new Held(connection);
    }

    /// <inheritdoc/>
    public override void Forget(string connectionString) => NpgsqlConnection.ClearPool(new NpgsqlConnection(connectionString));

    private sealed class Held(DbConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() =>
            await connection.ExecuteAsync("select pg_advisory_unlock(@key)", new { key = MigrationLockKey });
    }
}
