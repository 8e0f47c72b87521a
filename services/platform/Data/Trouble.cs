namespace SupplyFinance.Platform.Data;

/// <summary>What a database's error means for the unit of work that met it.</summary>
internal enum Trouble
{
    /// <summary>A bug, or a rule of the database's.</summary>
    Other,

    /// <summary>Others were in the way: deadlock, serialization failure, busy. Nothing was kept.</summary>
    Conflict,

    /// <summary>Somebody else wrote the same unique key first. Run again, the decision sees what is there.</summary>
    Collision,

    /// <summary>The database could not be reached or went away before the commit was asked for. Nothing was kept.</summary>
    Away,

    /// <summary>The database went away between a commit and its answer.</summary>
    OutcomeUnknown,

    /// <summary>Storage is full.</summary>
    Full,
}

/// <summary>The database went away between a commit and its answer: the work is done or it is not, and nobody here knows. It is never run
/// again by itself; whoever has a key for it (an idempotency key, an inbox row, a business key) asks again from outside and finds out.</summary>
public sealed class OutcomeUnknownException(Exception inner)
    : Exception("The database went away before it answered the commit; whether it was carried out is unknown.", inner);
