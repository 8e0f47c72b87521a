using System.Data.Common;

namespace SupplyFinance.Platform.Data;

/// <summary>What differs between databases: about ten verbs. Everything else is one SQL text for all of them.</summary>
public abstract class Dialect
{
    /// <summary>How long a process waits for another that migrates: a long migration, not a hung one.</summary>
    protected const int MigrationLockSeconds = 300;

    /// <summary>The name used in configuration and in migration file names: <c>sqlite</c>, <c>postgresql</c>, <c>sqlserver</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether the database is a file that one process has to itself.</summary>
    public virtual bool IsEmbedded => false;

    /// <summary>A new, closed connection.</summary>
    public abstract DbConnection Connect(string connectionString);

    /// <summary>Begins a transaction that will write. Where the database has one writer, it waits here and not in the middle.</summary>
    public abstract Task<DbTransaction> BeginWrite(DbConnection connection, CancellationToken cancellation);

    /// <summary>Begins a transaction that reads one consistent state.</summary>
    public abstract Task<DbTransaction> BeginRead(DbConnection connection, CancellationToken cancellation);

    /// <summary>Inserts a row unless its key is there already; affects 1 row or 0. Never raises a unique violation on that key.</summary>
    public abstract string InsertIfAbsent(string table, IReadOnlyList<string> key, IReadOnlyList<string> columns);

    /// <summary>Inserts a row or replaces the one with its key.</summary>
    public abstract string Upsert(string table, IReadOnlyList<string> key, IReadOnlyList<string> columns);

    /// <summary>Inserts a row or replaces the one with its key when the new <c>version</c> is higher; affects 0 rows when it is not.</summary>
    public abstract string UpsertIfNewer(string table, IReadOnlyList<string> key, IReadOnlyList<string> columns);

    /// <summary>A table in a from clause whose rows this transaction will change; goes with <see cref="ForUpdate"/> at the statement's end.</summary>
    public abstract string Locked(string table);

    /// <summary>Ends a select over <see cref="Locked"/> tables.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>Like <see cref="Locked"/>, passing over rows that somebody else has locked; goes with <see cref="SkipLocked"/>.</summary>
    public abstract string LockedOrSkipped(string table);

    /// <summary>Ends a select over <see cref="LockedOrSkipped"/> tables.</summary>
    public abstract string SkipLocked { get; }

    /// <summary>The first rows of an ordered select: stands after <c>order by</c>, before <see cref="ForUpdate"/>.</summary>
    /// <param name="parameter">The parameter that holds the count, with its <c>@</c>.</param>
    public abstract string First(string parameter);

    /// <summary>Compares a column with the members of a list parameter: <c>where id {d.AnyOf("@ids")}</c>.</summary>
    public abstract string AnyOf(string parameter);

    /// <summary>The database's name for a migration's type token: <c>uuid instant date text:N text char:N bytes bool identity</c>.</summary>
    public abstract string ColumnType(string token);

    /// <summary>Creates a table unless it is there.</summary>
    public abstract string CreateTableIfAbsent(string table, string columns);

    /// <summary>A value as the driver stores it exactly.</summary>
    public abstract object? ToParameter(object? value);

    /// <summary>Whether a parameter without a value must say which type it is of: PostgreSQL cannot infer it from <c>@p is null</c>, and SQL Server
    /// does not turn its guess, text, into bytes.</summary>
    public virtual bool NeedsTypeOfNull => true;

    /// <summary>Whether the same thing may succeed when it is asked for again: deadlock, serialization failure, busy, connection lost. Where the
    /// outcome of a commit is unknown, only somebody who has a key for it may ask again.</summary>
    public bool IsTransient(Exception exception) => TroubleIn(exception) is Trouble.Conflict or Trouble.Away or Trouble.OutcomeUnknown;

    /// <summary>Whether the database could not be reached or went away in the middle.</summary>
    public bool IsAway(Exception exception) => TroubleIn(exception) is Trouble.Away or Trouble.OutcomeUnknown;

    /// <summary>Whether storage is full: nothing more is accepted until somebody makes room.</summary>
    public bool IsFull(Exception exception) => TroubleIn(exception) is Trouble.Full;

    /// <summary>What an error means, also where a library has wrapped it.</summary>
    internal Trouble TroubleIn(Exception exception)
    {
        for (var error = exception; error is not null; error = error.InnerException)
        {
            if (error is OutcomeUnknownException) return Trouble.OutcomeUnknown;
            if (TroubleOf(error) is var trouble and not Trouble.Other) return trouble;
        }

        return Trouble.Other;
    }

    /// <summary>What the driver's own exception means.</summary>
    private protected abstract Trouble TroubleOf(Exception exception);

    /// <summary>Runs the migrations under a lock that no other process can hold at the same time.</summary>
    public abstract Task<IAsyncDisposable> MigrationLock(DbConnection connection, CancellationToken cancellation);

    /// <summary>Once per database, before the first migration.</summary>
    public virtual Task Prepare(DbConnection connection) => Task.CompletedTask;

    /// <summary>Closes pooled connections, so that the database can be moved or dropped.</summary>
    public abstract void Forget(string connectionString);
}
