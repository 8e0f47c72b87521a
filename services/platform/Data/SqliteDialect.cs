using System.Data;
using System.Data.Common;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace SupplyFinance.Platform.Data;

/// <summary>The embedded default. Ids and instants are text that sorts as they do; one writer at a time.</summary>
public class SqliteDialect : Dialect
{
    /// <summary>Fixed width, so that text order is time order.</summary>
    internal const string InstantFormat = "yyyy-MM-ddTHH:mm:ss.ffffffZ";

    private const int Busy = 5;
    private const int TableLocked = 6;
    private const int DiskFull = 13;

    /// <inheritdoc/>
    public override string Name => "sqlite";

    /// <inheritdoc/>
    public override bool IsEmbedded => true;

    /// <inheritdoc/>
    public override string ForUpdate => "";

    /// <inheritdoc/>
    public override string SkipLocked => "";

    /// <inheritdoc/>
    public override DbConnection Connect(string connectionString) => new SqliteConnection(connectionString);

    /// <inheritdoc/>
    public override Task<DbTransaction> BeginWrite(DbConnection connection, CancellationToken cancellation) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(IsolationLevel.Serializable, deferred: false));

    /// <inheritdoc/>
    public override Task<DbTransaction> BeginRead(DbConnection connection, CancellationToken cancellation) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(IsolationLevel.Serializable, deferred: true));

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
    public override string AnyOf(string parameter) => $"in {parameter}";

    /// <inheritdoc/>
    public override string ColumnType(string token) => token switch
    {
        "uuid" or "instant" or "date" or "text" => "text",
        "bytes" => "blob",
        "bool" => "integer",
        "identity" => "integer primary key autoincrement",
        _ when token.StartsWith("text:", StringComparison.Ordinal) || token.StartsWith("char:", StringComparison.Ordinal) => "text",
        _ => throw new InvalidOperationException($"Unknown column type {{{token}}}."),
    };

    /// <inheritdoc/>
    public override string CreateTableIfAbsent(string table, string columns) => $"create table if not exists {table} ({columns})";

    /// <inheritdoc/>
    public override object? ToParameter(object? value) => value switch
    {
        Guid id => id.ToString("D"),
        DateTimeOffset at => at.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool yes => yes ? 1L : 0L,
        _ => value,
    };

    /// <inheritdoc/>
    public override bool NeedsTypeOfNull => false;

    /// <inheritdoc/>
    private protected override Trouble TroubleOf(Exception exception) => exception is not SqliteException file
        ? Trouble.Other
        : file.SqliteErrorCode switch
        {
            Busy or TableLocked => Trouble.Conflict,
            DiskFull => Trouble.Full,
            _ => Trouble.Other,
        };

    /// <inheritdoc/>
    public override async Task Prepare(DbConnection connection) =>
        // Readers go on beside the writer; the default synchronous=FULL syncs each commit before it is answered.
        await connection.ExecuteAsync("pragma journal_mode = wal");

    /// <inheritdoc/>
    public override async Task<IAsyncDisposable> MigrationLock(DbConnection connection, CancellationToken cancellation)
    {
        var path = ((SqliteConnection)connection).DataSource;
        if (path is ":memory:" or "") return new MemoryStream();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new FileStream(path + ".migrating", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (attempt < MigrationLockSeconds * 10)
            {
                // Another process migrates.
                await Task.Delay(100, cancellation);
            }
        }
    }

    /// <inheritdoc/>
    public override void Forget(string connectionString) => SqliteConnection.ClearPool(new SqliteConnection(connectionString));
}
