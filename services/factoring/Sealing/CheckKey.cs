using SupplyFinance.Platform.Data;

namespace SupplyFinance.Factoring.Sealing;

/// <summary>Refuses to start on a database whose bids were sealed under another key file: a lost file is found before an
/// auction closes, not when it cannot.</summary>
public static class CheckKey
{
    private static readonly Sql Remember = Sql.InsertIfAbsent("key_check", "id", "id, value");

    private static readonly Sql Recall = Sql.Of("select value from key_check where id = @id");

    /// <exception cref="InvalidDataException">The key file is not the database's.</exception>
    public static async Task Against(Database database, KeyFile keys, CancellationToken cancellation)
    {
        var known = await database.Run(async work =>
        {
            await work.Execute(Remember, new { id = 1, value = keys.CheckValue });
            return await work.QueryFirst<string>(Recall, new { id = 1 });
        }, cancellation);
        if (known != keys.CheckValue)
        {
            throw new InvalidDataException(
                $"{KeyFile.FileName} is not the key that this database's bids are sealed under. Bring the right file back.");
        }
    }
}
