using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.SandboxBank;

/// <summary>What the bank told its customers, in order. The cursor is the sequence of the last one seen.</summary>
public static class Notifications
{
    /// <summary>Documents on a page: each has a few kilobytes.</summary>
    public const int PageSize = 100;

    private static readonly Sql PageOf = Sql.By(d =>
        $"select position, document from notification where position > @after order by position {d.First("@count")}");

    private static readonly Sql One = Sql.Of("select position, document from notification where position = @sequence");
    private static readonly Sql Add = Sql.Insert("notification", "document");

    // Whoever tells something takes this row: sequences commit in their order, so that no reader's cursor passes one
    // that is still under way.
    private static readonly Sql TakeTurn = Sql.By(d =>
        $"select id from {d.Locked("notification_turn")} where id = 1 {d.ForUpdate}");

    /// <summary>One camt.054 document, base64 in JSON.</summary>
    public sealed record Item(long Sequence, byte[] Document);

    /// <summary>Documents after the cursor; fewer than <see cref="PageSize"/> when there are no more.</summary>
    public sealed record Answer(IReadOnlyList<Item> Items);

    /// <summary>A document to send as it is, however hostile.</summary>
    public sealed record Forged(byte[] Document);

    /// <summary>Tells the customers something.</summary>
    public static async Task Tell(UnitOfWork work, byte[] document)
    {
        await work.QueryFirst<int>(TakeTurn);
        await work.Execute(Add, new { document });
    }

    public static async Task<Result<Answer>> List(long after, UnitOfWork work)
    {
        var rows = await work.Query<Row>(PageOf, new { after, count = PageSize });
        return new Answer([.. rows.Select(x => new Item(x.Position, x.Document))]);
    }

    /// <summary>Sends one again, as banks do.</summary>
    public static async Task<Result<Answer>> Repeat(long sequence, UnitOfWork work)
    {
        if (await work.QueryFirst<Row>(One, new { sequence }) is not { } row) return new NotFound(
            "notification", sequence);
        await Tell(work, row.Document);
        return new Answer([new Item(sequence, row.Document)]);
    }

    /// <summary>Sends a document that the bank's books know nothing of.</summary>
    public static async Task<Result<Answer>> Forge(Forged request, UnitOfWork work)
    {
        await Tell(work, request.Document);
        return new Answer([]);
    }

    private sealed class Row
    {
        public long Position { get; init; }
        public byte[] Document { get; init; } = [];
    }
}
