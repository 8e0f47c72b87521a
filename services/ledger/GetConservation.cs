using SupplyFinance.Ledger.Title;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;
using Amount = SupplyFinance.Platform.Money.Money;

namespace SupplyFinance.Ledger;

/// <summary>Whether every unit of face that came into being is alive, discharged or reduced, per receivable and per
/// currency; summed from the lots.</summary>
public static class GetConservation
{
    /// <summary>Receivables in one answer, those that do not hold first: beyond it the sums per currency say
    /// enough.</summary>
    public const int MaxRoots = 1000;

    private static readonly Sql Sums = Sql.Of("""
        select l.receivable_id, l.currency, sum(case when r.lot_id is not null then l.amount else 0 end) as issued,
            sum(l.reinstated) as reinstated, sum(case when l.state = 'live' then l.amount else 0 end) as live,
            sum(l.extinguished) as discharged, sum(l.reduced) as reduced
        from lot l left join root_issue r on r.lot_id = l.id group by l.receivable_id, l.currency
        """);

    /// <param name="Holds">Issued + reinstated = live + discharged + reduced everywhere; a void counts as discharged.</param>
    /// <param name="AsOfSize">The log's size.</param>
    public sealed record Answer(
        bool Holds, long AsOfSize, IReadOnlyList<OfCurrency> Currencies, int Receivables, IReadOnlyList<OfRoot> Roots);

    /// <summary>All receivables in one currency.</summary>
    public sealed record OfCurrency(
        string Currency, Amount Issued, Amount Reinstated, Amount Live, Amount Discharged, Amount Reduced, bool Holds);

    /// <summary>One receivable.</summary>
    public sealed record OfRoot(
        Guid ReceivableId, Amount Issued, Amount Reinstated, Amount Live, Amount Discharged, Amount Reduced, bool Holds);

    public static async Task<Result<Answer>> Handle(UnitOfWork work)
    {
        Conservation[] lines = [.. (await work.Query<FaceRow>(Sums)).Select(row => row.Line())];
        var currencies = lines.GroupBy(line => line.Currency).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(OfGroup).ToArray();
        var roots = lines.OrderBy(line => line.Holds).ThenBy(line => line.ReceivableId).Take(MaxRoots)
            .Select(OfReceivable);
        return new Answer(
            lines.All(line => line.Holds), await EntryTable.Size(work), currencies, lines.Length, [.. roots]);
    }

    private static OfRoot OfReceivable(Conservation line) => new(
        line.ReceivableId, In(line, line.Issued), In(line, line.Reinstated), In(line, line.Live),
        In(line, line.Discharged), In(line, line.Reduced), line.Holds);

    // Every receivable must hold: in a sum, what one lacks another could make up for.
    private static OfCurrency OfGroup(IGrouping<string, Conservation> lines)
    {
        var sum = lines.Aggregate((total, line) => total.Plus(line));
        return new OfCurrency(
            lines.Key, In(sum, sum.Issued), In(sum, sum.Reinstated), In(sum, sum.Live), In(sum, sum.Discharged),
            In(sum, sum.Reduced), lines.All(line => line.Holds));
    }

    private static Amount In(Conservation line, decimal minor) =>
        new(checked((long)minor), SupplyFinance.Platform.Money.Currency.Of(line.Currency));
}
