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
        var rows = await work.Query<Row>(Sums);
        var currencies = rows.GroupBy(row => row.Currency).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(OfGroup).ToArray();
        var roots = rows.OrderBy(row => row.Holds).ThenBy(row => row.ReceivableId).Take(MaxRoots).Select(OfReceivable);
        return new Answer(rows.All(row => row.Holds), await EntryTable.Size(work), currencies, rows.Count, [.. roots]);
    }

    private static OfRoot OfReceivable(Row row) => new(
        row.ReceivableId, row.In(row.Issued), row.In(row.Reinstated), row.In(row.Live), row.In(row.Discharged),
        row.In(row.Reduced), row.Holds);

    private static OfCurrency OfGroup(IGrouping<string, Row> rows)
    {
        var any = rows.First();
        return new OfCurrency(
            rows.Key, any.In(rows.Sum(row => row.Issued)), any.In(rows.Sum(row => row.Reinstated)),
            any.In(rows.Sum(row => row.Live)), any.In(rows.Sum(row => row.Discharged)),
            any.In(rows.Sum(row => row.Reduced)), rows.All(row => row.Holds));
    }

    private sealed class Row
    {
        public Guid ReceivableId { get; init; }
        public string Currency { get; init; } = "";
        public decimal Issued { get; init; }
        public decimal Reinstated { get; init; }
        public decimal Live { get; init; }
        public decimal Discharged { get; init; }
        public decimal Reduced { get; init; }
        public bool Holds => Issued + Reinstated == Live + Discharged + Reduced;

        public Amount In(decimal minor) =>
            new(checked((long)minor), SupplyFinance.Platform.Money.Currency.Of(Currency));
    }
}
