using System.Reflection;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Platform.Http;

/// <summary>What a lost database or a full disk is to a caller: a refusal with a name, not an accident (promise P8).</summary>
internal static class Outages
{
    /// <summary>What names them, for the description of every route.</summary>
    internal static MethodBase Names => ((Func<Exception?, Dialect, Failure?>)Of).Method;

    /// <summary>The named failure behind an exception, or null where it is a bug.</summary>
    public static Failure? Of(Exception? exception, Dialect dialect) => exception is null ? null : dialect.TroubleIn(exception) switch
    {
        Trouble.Full => new StorageFull(),
        Trouble.Away => new DatabaseUnavailable(),
        Trouble.OutcomeUnknown => new OutcomeUnknown(),
        Trouble.Conflict or Trouble.Collision => new DatabaseBusy(),
        Trouble.Other => null,
    };
}

/// <summary>The database has no room for what was asked.</summary>
public sealed record StorageFull() : Failure(
    FailureKind.Full, "storage-full",
    "Storage is full. Nothing of this request was kept; the operator has to make room, then the same request succeeds.");

/// <summary>The database cannot be reached; nothing of the request was kept.</summary>
public sealed record DatabaseUnavailable() : Failure(
    FailureKind.NotYet, "database-unavailable",
    "The database does not answer. Nothing of this request was kept; try again.");

/// <summary>The database went away between a commit and its answer.</summary>
public sealed record OutcomeUnknown() : Failure(
    FailureKind.NotYet, "outcome-unknown",
    "Whether this was carried out is unknown: the database went away before it answered. With the same Idempotency-Key you may send it again and "
    + "get its answer; without one, look first.");

/// <summary>Every run of the unit of work met another one that wanted the same rows.</summary>
public sealed record DatabaseBusy() : Failure(
    FailureKind.NotYet, "database-busy", "Too many requests want the same thing. Nothing of this one was kept; try again.");
