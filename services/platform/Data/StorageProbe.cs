namespace SupplyFinance.Platform.Data;

/// <summary>Shows that storage has room again by writing something, committed, that leaves nothing.</summary>
internal static class StorageProbe
{
    /// <summary>More than the rows of a usual command: its state, its messages and its answer.</summary>
    private const int Size = 64 * 1024;

    private static readonly Sql Add = Sql.Insert("delivery_failure", "message_id, attempts, last_error");

    private static readonly Sql Remove = Sql.Of("delete from delivery_failure where message_id = @messageId");

    public static async Task Write(UnitOfWork work)
    {
        var row = new { MessageId = Guid.CreateVersion7(), Attempts = 0, LastError = new string('.', Size) };
        await work.Execute(Add, row);
        await work.Execute(Remove, row);
    }
}
