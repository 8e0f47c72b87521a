using SupplyFinance.Platform.Data;

namespace SupplyFinance.Platform.Messaging;

/// <summary>Messages that a broker has handed over and that this service could not take yet, kept in its own database until they are tried
/// again. A broker's queue would hold up what stands behind them, or deliver them in a tight loop until it gave them up.</summary>
internal static class DeferredMessages
{
    // What the columns take, here and where messages are parked.
    public const int LongestType = 200;
    public const int LongestSource = 50;
    public const int LongestTrace = 100;

    private static readonly Sql Add = Sql.InsertIfAbsent(
        "deferred_message", "message_id", "message_id, type, body, source, trace_parent, sent_at, attempts, retry_at");

    private static readonly Sql Lease = Sql.By(d => $"""
        update deferred_message set retry_at = @leasedUntil, lease = @lease
        where position in (
            select position from {d.LockedOrSkipped("deferred_message")}
            where retry_at <= @now
            order by retry_at, position {d.First("@count")} {d.SkipLocked})
        """);

    private static readonly Sql Leased = Sql.Of("""
        select position, message_id, type, body, source, trace_parent, sent_at, attempts
        from deferred_message where lease = @lease order by position
        """);

    private static readonly Sql Remove = Sql.Of("delete from deferred_message where position = @position");

    private static readonly Sql Postpone = Sql.Of(
        "update deferred_message set retry_at = @retryAt, lease = null, attempts = attempts + 1 where position = @position");

    private static readonly Sql Earliest = Sql.Of("select min(retry_at) from deferred_message");

    /// <summary>How many messages wait to be tried again.</summary>
    public static readonly Sql Count = Sql.Of("select count(*) from deferred_message");

    /// <summary>Keeps a message that was tried once; one that is kept already stays as it is.</summary>
    public static Task Keep(UnitOfWork work, Envelope envelope) => work.Execute(Add, new
    {
        envelope.MessageId,
        envelope.Type,
        envelope.Body,
        envelope.Source,
        envelope.TraceParent,
        envelope.SentAt,
        Attempts = 1,
        RetryAt = work.Now + Relay.BackOff(0),
    });

    public static async Task<IReadOnlyList<Row>> Claim(UnitOfWork work, int count, TimeSpan lease)
    {
        var mine = Guid.CreateVersion7();
        var claimed = await work.Execute(Lease, new { lease = mine, leasedUntil = work.Now + lease, now = work.Now, count });
        return claimed == 0 ? [] : await work.Query<Row>(Leased, new { lease = mine });
    }

    public static Task Done(UnitOfWork work, Row row) => work.Execute(Remove, new { row.Position });

    public static Task Again(UnitOfWork work, Row row) =>
        work.Execute(Postpone, new { row.Position, RetryAt = work.Now + Relay.BackOff(row.Attempts) });

    /// <summary>When the next one is due; null when none is kept.</summary>
    public static Task<DateTimeOffset?> NextDue(UnitOfWork work) => work.QueryFirst<DateTimeOffset?>(Earliest);

    internal sealed class Row
    {
        public long Position { get; init; }
        public Guid MessageId { get; init; }
        public string Type { get; init; } = "";
        public string Body { get; init; } = "";
        public string Source { get; init; } = "";
        public string? TraceParent { get; init; }
        public DateTimeOffset SentAt { get; init; }
        public int Attempts { get; init; }

        public Envelope Envelope => new(MessageId, Type, Body, Source, TraceParent, SentAt);
    }
}
