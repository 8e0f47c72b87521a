using System.Data.Common;
using System.Reflection;
using Dapper;
using Microsoft.AspNetCore.Http;
using SupplyFinance.Contracts;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Messaging;

namespace SupplyFinance.Platform.Data;

/// <summary>One transaction on the service's own database. State, inbox row, idempotency answer and outgoing messages commit together or
/// not at all.</summary>
public sealed class UnitOfWork
{
    private readonly Database _database;
    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;
    private readonly bool _readOnly;
    private readonly List<Outgoing> _outgoing = [];
    private readonly List<Action> _afterCommit = [];

    internal UnitOfWork(Database database, DbConnection connection, DbTransaction transaction, bool readOnly)
    {
        _database = database;
        _connection = connection;
        _transaction = transaction;
        _readOnly = readOnly;
    }

    /// <summary>The system clock.</summary>
    public DateTimeOffset Now => _database.Clocks.Now;

    /// <summary>The business clock: windows, validity, due dates.</summary>
    public DateTimeOffset BusinessNow => _database.Clocks.BusinessNow;

    /// <summary>The business date in the platform's zone.</summary>
    public DateOnly BusinessToday => _database.Clocks.BusinessToday;

    /// <summary>Both clocks and the platform's zone.</summary>
    public Clocks Clocks => _database.Clocks;

    /// <summary>The service whose database this is.</summary>
    public string Service => _database.Service;

    /// <summary>The open transaction, for a library that brings its own SQL and must commit with ours.</summary>
    public DbTransaction Transaction => _transaction;

    internal bool IsAbandoned { get; private set; }

    internal bool KeepsRefusal { get; private set; }

    internal IReadOnlyList<Outgoing> Outgoing => _outgoing;

    /// <summary>Runs a statement; returns the number of rows it affected.</summary>
    public Task<int> Execute(Sql sql, object? arguments = null) =>
        _connection.ExecuteAsync(sql.In(_database.Dialect), Parameters.Of(sql, _database.Dialect, arguments), _transaction);

    /// <summary>All rows of a select.</summary>
    public async Task<IReadOnlyList<T>> Query<T>(Sql sql, object? arguments = null) =>
        (await _connection.QueryAsync<T>(
            sql.In(_database.Dialect), Parameters.Of(sql, _database.Dialect, arguments), _transaction)).AsList();

    /// <summary>All rows of a select over a list of any length, asked for in parts that every database takes; none for no keys.</summary>
    /// <param name="arguments">The select's arguments for some of the keys.</param>
    public async Task<IReadOnlyList<T>> QueryAll<T, TKey>(Sql sql, IEnumerable<TKey> keys, Func<TKey[], object> arguments)
    {
        var rows = new List<T>();
        foreach (var part in keys.Distinct().Chunk(Parameters.MaxListMembers)) rows.AddRange(await Query<T>(sql, arguments(part)));
        return rows;
    }

    /// <summary>The first row of a select, or the type's default where there is none.</summary>
    public Task<T?> QueryFirst<T>(Sql sql, object? arguments = null) =>
        _connection.QueryFirstOrDefaultAsync<T?>(
            sql.In(_database.Dialect), Parameters.Of(sql, _database.Dialect, arguments), _transaction);

    /// <summary>Publishes a fact when this transaction has committed.</summary>
    public void Publish(IEvent message) => Add(message, Now, ClockKind.System);

    /// <summary>Sends a command to the service that handles it when this transaction has committed.</summary>
    public void Send(ICommand message) => Add(message, Now, ClockKind.System);

    /// <summary>Sends a command, usually to this service itself, when one of the clocks reaches an instant.</summary>
    public void Schedule(ICommand message, DateTimeOffset dueAt, ClockKind clock) => Add(message, Hosting.Clocks.Cut(dueAt), clock);

    /// <summary>The unit of work around a request, as a handler's parameter.</summary>
    public static ValueTask<UnitOfWork> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult((UnitOfWork)(context.Items[typeof(UnitOfWork)]
            ?? throw new InvalidOperationException("No unit of work is open around this route.")));

    /// <summary>Runs when the transaction has committed; for signals and measurements only, never for an effect that must not be lost.</summary>
    public void AfterCommit(Action action) => _afterCommit.Add(action);

    /// <summary>Commits a request's changes although its answer is a refusal: for a refusal that is itself on record.</summary>
    public void KeepRefusal() => KeepsRefusal = true;

    /// <summary>Ends the transaction without its changes, whatever the body returns.</summary>
    internal void Abandon() => IsAbandoned = true;

    internal void Committed() => _afterCommit.ForEach(action => action());

    private void Add(IMessage message, DateTimeOffset dueAt, ClockKind clock)
    {
        if (_readOnly) throw new InvalidOperationException("A read sends no messages.");
        _outgoing.Add(new Outgoing(message, dueAt, clock));
    }
}
