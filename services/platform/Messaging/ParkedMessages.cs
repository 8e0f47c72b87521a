using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Platform.Messaging;

/// <summary>Messages that this service's handlers rejected, kept with their reason until somebody replays them.</summary>
public static class ParkedMessages
{
    private static readonly Sql Add = Sql.InsertIfAbsent(
        "parked_message", "message_id", "message_id, type, body, source, trace_parent, sent_at, parked_at, attempts, reason");

    private static readonly Sql Page = Sql.By(d => $"""
        select position, message_id, type, body, source, trace_parent, sent_at, parked_at, attempts, reason
        from parked_message where position > @after order by position {d.First("@limit")}
        """);

    private static readonly Sql Find = Sql.Of("""
        select position, message_id, type, body, source, trace_parent, sent_at, parked_at, attempts, reason
        from parked_message where message_id = @messageId
        """);

    private static readonly Sql Remove = Sql.Of("delete from parked_message where message_id = @messageId");

    /// <summary>How many messages are parked.</summary>
    internal static readonly Sql Count = Sql.Of("select count(*) from parked_message");

    internal static Task Park(UnitOfWork work, Envelope envelope, int attempts, string reason) =>
        work.Execute(Add, new
        {
            envelope.MessageId,
            envelope.Type,
            envelope.Body,
            envelope.Source,
            envelope.TraceParent,
            envelope.SentAt,
            ParkedAt = work.Now,
            attempts,
            reason,
        });

    /// <summary>A parked message as the operator sees it; its body is business content and is not shown.</summary>
    public sealed record Parked(
        Guid MessageId, string Type, string Source, DateTimeOffset SentAt, DateTimeOffset ParkedAt, int Attempts, string Reason);

    /// <summary>What became of a replay.</summary>
    public sealed record Replayed(Guid MessageId);

    /// <summary>The handlers rejected the message again.</summary>
    public sealed record MessageStillRejected(string Reason)
        : Failure(FailureKind.Conflict, "message-still-rejected", $"The message was rejected again: {Reason}");

    internal static async Task<Result<Page<Parked>>> List(Paging paging, UnitOfWork work)
    {
        var rows = await work.Query<Row>(Page, new { paging.After, Limit = paging.Limit + 1 });
        return paging.Of(rows, row => row.Position, row =>
            new Parked(row.MessageId, row.Type, row.Source, row.SentAt, row.ParkedAt, row.Attempts, row.Reason));
    }

    /// <summary>Runs a parked message's handlers again. Rejected once more, it stays parked with the new reason.</summary>
    internal static async Task<Result<Replayed>> Replay(Database database, Inbox inbox, Guid messageId, CancellationToken cancellation)
    {
        var row = await database.Read(work => work.QueryFirst<Row>(Find, new { messageId }), cancellation);
        if (row is null) return new NotFound("parked message", messageId);
        var envelope = new Envelope(row.MessageId, row.Type, row.Body, row.Source, row.TraceParent, row.SentAt);
        try
        {
            await database.Run(async work =>
            {
                if (await work.Execute(Remove, new { messageId }) == 0) return;
                await inbox.Handle(envelope, work);
            }, cancellation);
            return new Replayed(messageId);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !database.Dialect.IsTransient(exception))
        {
            await database.Run(work => work.Execute(StillRejected, new { messageId, Reason = exception.Message }), cancellation);
            return new MessageStillRejected(exception.Message);
        }
    }

    private static readonly Sql StillRejected = Sql.Of(
        "update parked_message set attempts = attempts + 1, reason = @reason where message_id = @messageId");

    private sealed class Row
    {
        public long Position { get; init; }
        public Guid MessageId { get; init; }
        public string Type { get; init; } = "";
        public string Body { get; init; } = "";
        public string Source { get; init; } = "";
        public string? TraceParent { get; init; }
        public DateTimeOffset SentAt { get; init; }
        public DateTimeOffset ParkedAt { get; init; }
        public int Attempts { get; init; }
        public string Reason { get; init; } = "";
    }
}
