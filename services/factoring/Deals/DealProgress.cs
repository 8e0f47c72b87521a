using System.Collections.Immutable;
using SupplyFinance.Contracts;

namespace SupplyFinance.Factoring.Deals;

/// <summary>How far a deal has come.</summary>
/// <param name="State">One of <see cref="DealStates"/>.</param>
/// <param name="Undo">What must be given back; decided when the deal turns to undoing.</param>
/// <param name="Attempt">Grows with each refusal that may pass (a freeze), so that the retry is a new instruction.</param>
/// <param name="Transferred">Lots whose title the ledger has moved.</param>
/// <param name="RegistrationReference">The public register's reference; may be recorded before the deal waits for it.</param>
/// <param name="Reason">Why it failed, or why title is held up after payment.</param>
public sealed record DealProgress(
    string State, DealUndo Undo, int Attempt, ImmutableHashSet<Guid> Transferred, string? RegistrationReference,
    string? Reason)
{
    /// <summary>Before the first step.</summary>
    public static readonly DealProgress Accepted = new(DealStates.Claiming, DealUndo.None, 0, [], null, null);

    public bool HasEnded => State is DealStates.Completed or DealStates.Failed;
}

/// <summary>Which steps were done when the deal turned, latest first in the order they are undone.</summary>
public enum DealUndo
{
    None,

    /// <summary>Only the request's own auction lock is left to release.</summary>
    AuctionLock,

    /// <summary>The auction lock, then the claim on the invoices.</summary>
    AuctionLockAndClaim,

    /// <summary>The deal lock, then the claim on the invoices.</summary>
    DealLockAndClaim,
}

/// <summary>What the deal's row, limits and outbox must do, in one transaction.</summary>
public sealed record DealOutcome(DealProgress Progress)
{
    public ImmutableArray<IMessage> Sends { get; init; } = [];

    /// <summary>The financier's utilised limit is given back.</summary>
    public bool ReleasesLimit { get; init; }

    /// <summary>The notice of assignment goes to the debtor.</summary>
    public bool IssuesNotice { get; init; }

    /// <summary>When to ask again for the outcome of the step that is waited for (system clock).</summary>
    public DateTimeOffset? RemindAt { get; init; }

    /// <summary>Something a person must look at; null in the ordinary course.</summary>
    public string? Alarm { get; init; }
}
