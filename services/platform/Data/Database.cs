using System.Data.Common;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Messaging;

namespace SupplyFinance.Platform.Data;

/// <summary>One service's own database: runs units of work, and runs them again where the database asks for it.</summary>
public sealed class Database
{
    /// <summary>Runs of one unit of work before its conflict is reported; with the delays between them about three seconds.</summary>
    public const int MaxRuns = 10;

    /// <summary>Runs of one unit of work that met a unique key: the second sees who was first; a third is for bad luck, not for bugs.</summary>
    public const int MaxCollisions = 3;

    private static readonly Sql Answer = Sql.Of("select 1");

    private readonly string _connectionString;
    private readonly SemaphoreSlim? _writer;
    private volatile bool _wasFull;

    public Database(Dialect dialect, string connectionString, string service, Clocks clocks)
    {
        TypeHandlers.Register();
        Dialect = dialect;
        _connectionString = connectionString;
        Service = service;
        Clocks = clocks;
        // SQLite has one writer; waiting in line is fairer and cheaper than its polling.
        _writer = dialect.IsEmbedded ? new SemaphoreSlim(1, 1) : null;
    }

    /// <summary>Raised after a commit that left something in the outbox.</summary>
    public event Action? OutboxFilled;

    public Dialect Dialect { get; }

    /// <summary>The service whose database this is.</summary>
    public string Service { get; }

    public Clocks Clocks { get; }

    /// <summary>Runs a unit of work in one transaction and commits it, unless its outcome is a failed <see cref="Result{T}"/>, which changes
    /// nothing. A deadlock, a serialization failure, a busy database, a connection lost before the commit or a key that somebody else wrote
    /// first runs it again from the start.</summary>
    /// <exception cref="OutcomeUnknownException">The connection was lost between the commit and its answer.</exception>
    public async Task<T> Run<T>(Func<UnitOfWork, Task<T>> body, CancellationToken cancellation = default)
    {
        for (var run = 1; ; run++)
        {
            try
            {
                return await RunOnce(body, cancellation);
            }
            catch (Exception exception) when (run < RunsAllowed(exception))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5, 20) * run * run), cancellation);
            }
        }
    }

    /// <inheritdoc cref="Run{T}"/>
    public Task Run(Func<UnitOfWork, Task> body, CancellationToken cancellation = default) =>
        Run(async work =>
        {
            await body(work);
            return true;
        }, cancellation);

    /// <summary>Reads one consistent state; nothing is written.</summary>
    public async Task<T> Read<T>(Func<UnitOfWork, Task<T>> body, CancellationToken cancellation = default)
    {
        await using var connection = await Open(cancellation);
        await using var transaction = await Dialect.BeginRead(connection, cancellation);
        return await body(new UnitOfWork(this, connection, transaction, readOnly: true));
    }

    /// <summary>A new, closed connection, for a library that brings its own SQL and opens it itself.</summary>
    public DbConnection Connect() => Dialect.Connect(_connectionString);

    /// <summary>An open connection, for migrations.</summary>
    public async Task<DbConnection> Open(CancellationToken cancellation = default)
    {
        var connection = Connect();
        await connection.OpenAsync(cancellation);
        return connection;
    }

    /// <summary>Whether the database answers.</summary>
    public async Task<bool> IsReady(CancellationToken cancellation)
    {
        try
        {
            await using var connection = await Open(cancellation);
            await using var command = connection.CreateCommand();
            command.CommandText = Answer.In(Dialect);
            await command.ExecuteScalarAsync(cancellation);
            return true;
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException or TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Whether there is room: known until a unit of work met full storage, and from then on tried, because room in one place says
    /// nothing of another.</summary>
    public async Task<bool> HasRoom(CancellationToken cancellation)
    {
        if (!_wasFull) return true;
        try
        {
            await Run(StorageProbe.Write, cancellation);
            _wasFull = false;
        }
        catch (Exception exception) when (Dialect.IsFull(exception))
        {
            // It stays so.
        }

        return !_wasFull;
    }

    /// <summary>Lets go of the database, so that a test or a backup may move it.</summary>
    public void Close() => Dialect.Forget(_connectionString);

    private async Task<T> RunOnce<T>(Func<UnitOfWork, Task<T>> body, CancellationToken cancellation)
    {
        if (_writer is not null) await _writer.WaitAsync(cancellation);
        try
        {
            await using var connection = await Open(cancellation);
            await using var transaction = await Dialect.BeginWrite(connection, cancellation);
            var work = new UnitOfWork(this, connection, transaction, readOnly: false);
            var outcome = await body(work);
            if (outcome is IOutcome { IsFailure: true } || work.IsAbandoned) return outcome;
            var filled = await Outbox.Write(work);
            await Commit(transaction);
            work.Committed();
            if (filled) OutboxFilled?.Invoke();
            return outcome;
        }
        catch (Exception exception) when (Dialect.IsFull(exception))
        {
            _wasFull = true;
            throw;
        }
        finally
        {
            _writer?.Release();
        }
    }

    private int RunsAllowed(Exception exception) => Dialect.TroubleIn(exception) switch
    {
        Trouble.Conflict or Trouble.Away => MaxRuns,
        Trouble.Collision => MaxCollisions,
        Trouble.Other or Trouble.OutcomeUnknown or Trouble.Full => 0,
    };

    private async Task Commit(DbTransaction transaction)
    {
        try
        {
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (Exception exception) when (Dialect.IsAway(exception))
        {
            throw new OutcomeUnknownException(exception);
        }
    }
}
