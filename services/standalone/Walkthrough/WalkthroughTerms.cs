namespace SupplyFinance.Standalone;

/// <summary>How a walkthrough goes about its work.</summary>
public sealed record WalkthroughTerms
{
    /// <summary>A person alone at a terminal.</summary>
    public static readonly WalkthroughTerms Ordinary = new();

    /// <summary>How long a step may take to show, faults on the way included: services answer in milliseconds, a loaded machine in seconds, a
    /// service that was killed when it is back.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Who is signed in, where several walkthroughs share it; null: each actor signs in for itself.</summary>
    public SignIns? SharedSignIns { get; init; }

    /// <summary>A bank's limit on the buyer, in invoices: one that is financed and one more.</summary>
    public int LimitInInvoices { get; init; } = 2;

    /// <summary>Where several walkthroughs of one platform meet before the business clock, which they share, is moved: it answers the instant to
    /// which all agree. Null: nobody else is there.</summary>
    public Func<DateTimeOffset, CancellationToken, Task<DateTimeOffset>>? MeetBeforeMovingClock { get; init; }
}
