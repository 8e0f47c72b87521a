using System.Diagnostics;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Platform.Messaging;

/// <summary>Messages that committed with the state that caused them and wait to be sent; the same table is the scheduler.</summary>
internal static class Outbox
{
    private static readonly Sql Add = Sql.Insert("outbox", "id, type, body, trace_parent, sent_at, clock, due_at, attempts");

    private static readonly Sql Lease = Sql.By(d => $"""
        update outbox set leased_until = @leasedUntil, lease = @lease
        where position in (
            select position from {d.LockedOrSkipped("outbox")}
            where ((clock = 'System' and due_at <= @now) or (clock = 'Business' and due_at <= @businessNow))
              and (leased_until is null or leased_until <= @now)
            order by position {d.First("@count")} {d.SkipLocked})
        """);

    private static readonly Sql Leased = Sql.Of(
        "select position, id, type, body, trace_parent, sent_at, attempts from outbox where lease = @lease order by position");

    private static readonly Sql Remove = Sql.Of("delete from outbox where position = @position");

    private static readonly Sql Postpone = Sql.Of(
        "update outbox set leased_until = @retryAt, lease = null, attempts = attempts + 1 where position = @position");

    private static readonly Sql CountWaiting = Sql.Of(
        "select count(*) from outbox where (clock = 'System' and due_at <= @now) or (clock = 'Business' and due_at <= @businessNow)");

    private static readonly Sql EndLeases = Sql.Of("update outbox set leased_until = null where leased_until is not null");

    /// <summary>Writes what a unit of work sends; true when it sent anything.</summary>
    public static async Task<bool> Write(UnitOfWork work)
    {
        var traceParent = Activity.Current?.Id;
        foreach (var (message, dueAt, clock) in work.Outgoing)
        {
            await work.Execute(Add, new
            {
                Id = Guid.CreateVersion7(),
                Type = message.GetType().Name,
                Body = MessageJson.Write(message),
                TraceParent = traceParent,
                SentAt = work.Now,
                Clock = clock,
                DueAt = dueAt,
                Attempts = 0,
            });
        }

        return work.Outgoing.Count > 0;
    }

    public static async Task<IReadOnlyList<OutboxRow>> Claim(UnitOfWork work, int count, TimeSpan lease)
    {
        var mine = Guid.CreateVersion7();
        var claimed = await work.Execute(
            Lease, new { lease = mine, leasedUntil = work.Now + lease, now = work.Now, businessNow = work.BusinessNow, count });
        return claimed == 0 ? [] : await work.Query<OutboxRow>(Leased, new { lease = mine });
    }

    public static Task Done(UnitOfWork work, OutboxRow row) => work.Execute(Remove, new { row.Position });

    public static Task Again(UnitOfWork work, OutboxRow row, DateTimeOffset retryAt) =>
        work.Execute(Postpone, new { row.Position, retryAt });

    /// <summary>How many messages are due and not safe with their receivers yet.</summary>
    public static Task<long> Waiting(UnitOfWork work) =>
        work.QueryFirst<long>(CountWaiting, new { now = work.Now, businessNow = work.BusinessNow });

    /// <summary>Ends every lease, when the only relay of this database starts: what an earlier process had claimed is free again.</summary>
    public static Task ExpireLeases(UnitOfWork work) => work.Execute(EndLeases);

    internal sealed class OutboxRow
    {
        public long Position { get; init; }
        public Guid Id { get; init; }
        public string Type { get; init; } = "";
        public string Body { get; init; } = "";
        public string? TraceParent { get; init; }
        public DateTimeOffset SentAt { get; init; }
        public int Attempts { get; init; }
    }
}
