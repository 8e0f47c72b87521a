using System.Reflection;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Platform.Http;

/// <summary>What a lost database or a full disk is to a caller: a refusal with a name, not an accident (promise P8).</summary>
internal static class Outages
{
    /// <summary>What names them, for the description of every route.</summary>
    internal static MethodBase Names => ((Func<Exception?, Dialect, Failure?>)Of).Method;

    /// <summary>The named failure behind an exception, or null where it is a bug.</summary>
    public static Failure? Of(Exception? exception, Dialect dialect) => exception switch
    {
        null => null,
        _ when dialect.IsFull(exception) => new StorageFull(),
        _ when dialect.IsAway(exception) => new DatabaseUnavailable(),
        _ when dialect.IsTransient(exception) => new DatabaseBusy(),
        _ => Of(exception.InnerException, dialect),
    };
}

/// <summary>The database has no room for what was asked.</summary>
public sealed record StorageFull() : Failure(
    FailureKind.Full, "storage-full",
    "Storage is full. Nothing of this request was kept; the operator has to make room, then the same request succeeds.");

/// <summary>The database cannot be reached. Where it went away during the commit nobody knows the outcome; the Idempotency-Key does.</summary>
public sealed record DatabaseUnavailable() : Failure(
    FailureKind.NotYet, "database-unavailable",
    "The database does not answer. Repeat the request with the same Idempotency-Key: it is carried out once.");

/// <summary>Every run of the unit of work met another one that wanted the same rows.</summary>
public sealed record DatabaseBusy() : Failure(
    FailureKind.NotYet, "database-busy", "Too many requests want the same thing. Nothing of this one was kept; try again.");
