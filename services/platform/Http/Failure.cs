namespace SupplyFinance.Platform.Http;

/// <summary>What kind of refusal it is; turned into an HTTP status in one place (<see cref="Problems"/>).</summary>
public enum FailureKind
{
    /// <summary>The request cannot be understood: 400.</summary>
    Malformed,

    /// <summary>Who asks may not do this: 403.</summary>
    Forbidden,

    /// <summary>There is no such thing, or it is another organisation's: 404.</summary>
    NotFound,

    /// <summary>It does not fit the present state: 409.</summary>
    Conflict,

    /// <summary>The condition in If-Match does not hold: 412.</summary>
    PreconditionFailed,

    /// <summary>Larger than a limit: 413.</summary>
    TooLarge,

    /// <summary>Not a content type this route takes: 415.</summary>
    UnsupportedMediaType,

    /// <summary>Understood, and against a rule: 422.</summary>
    Invalid,

    /// <summary>Something this needs is not here yet; the same request may succeed soon: 503.</summary>
    NotYet,

    /// <summary>There is no room to keep what was asked: 507.</summary>
    Full,
}

/// <summary>An expected failure, named. A use case's own failures are records of their own beside it.</summary>
/// <param name="Kind">What kind of refusal.</param>
/// <param name="Code">A stable kebab-case code, the machine's name of the rule.</param>
/// <param name="Message">What is wrong and what to do next, for people.</param>
/// <param name="Field">The offending field as a JSON path, or null.</param>
public abstract record Failure(FailureKind Kind, string Code, string Message, string? Field = null)
{
    /// <summary>Further members for the problem document, each with a meaning of its own (all broken rules, the winning entry …).</summary>
    public virtual IReadOnlyDictionary<string, object?> Details => new Dictionary<string, object?>();
}

/// <summary>No such object, or not one that the caller may know of: both answer the same.</summary>
public sealed record NotFound(string What, object Id) : Failure(FailureKind.NotFound, "not-found", $"There is no {What} {Id} that you may see.");

/// <summary>A field's value breaks a rule of its form.</summary>
public sealed record InvalidField(string Name, string Rule, string Why) : Failure(FailureKind.Invalid, Rule, Why, Name);

/// <summary>The resource changed since the caller read it.</summary>
public sealed record VersionMismatch(long Current)
    : Failure(FailureKind.PreconditionFailed, "version-mismatch", $"The resource is at version {Current} now. Read it again, then decide.");

/// <summary>Two different people are needed.</summary>
public sealed record SamePerson()
    : Failure(FailureKind.Forbidden, "maker-is-checker", "Maker and checker must be two different people. Ask a colleague to approve.");
