using SupplyFinance.Ledger.Title;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Ledger;

/// <summary>Face by receivable, with a check constraint that holds whatever the rules above believe: nothing is created or
/// lost.</summary>
public static class FaceTable
{
    private const string Columns = "receivable_id, currency, issued, reinstated, live, discharged, reduced";

    private static readonly Sql Begin = Sql.Insert("face_of_root", Columns);

    private static readonly Sql Set = Sql.Of("""
        update face_of_root set reinstated = @reinstated, live = @live, discharged = @discharged, reduced = @reduced
        where receivable_id = @receivableId
        """);

    private static readonly Sql Root = Sql.Of($"select {Columns} from face_of_root where receivable_id = @receivableId");

    private static readonly Sql Roots = Sql.Of($"select {Columns} from face_of_root");

    /// <summary>Writes what an entry did to the face.</summary>
    public static async Task Apply(UnitOfWork work, Effects effects)
    {
        foreach (var change in Conservation.Change(effects))
        {
            if (effects.Type == EntryType.Issue)
            {
                await work.Execute(Begin, Values(change));
                continue;
            }

            var row = await work.QueryFirst<FaceRow>(Root, new { change.ReceivableId })
                ?? throw new InvalidOperationException($"Receivable {change.ReceivableId} was never issued.");
            await work.Execute(Set, Values(row.Line().Plus(change)));
        }
    }

    /// <summary>Every receivable's line.</summary>
    public static async Task<IReadOnlyList<Conservation>> All(UnitOfWork work) =>
        [.. (await work.Query<FaceRow>(Roots)).Select(row => row.Line())];

    private static object Values(Conservation line) => new
    {
        line.ReceivableId, line.Currency, Issued = (long)line.Issued, Reinstated = (long)line.Reinstated,
        Live = (long)line.Live, Discharged = (long)line.Discharged, Reduced = (long)line.Reduced,
    };
}

/// <summary>A line as the database gives it, kept or summed.</summary>
internal sealed class FaceRow
{
    public Guid ReceivableId { get; init; }
    public string Currency { get; init; } = "";
    public decimal Issued { get; init; }
    public decimal Reinstated { get; init; }
    public decimal Live { get; init; }
    public decimal Discharged { get; init; }
    public decimal Reduced { get; init; }

    public Conservation Line() => new(ReceivableId, Currency, Issued, Reinstated, Live, Discharged, Reduced);
}
