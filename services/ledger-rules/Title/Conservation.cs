using SupplyFinance.Contracts;

namespace SupplyFinance.Ledger.Title;

/// <summary>What became of one receivable's face, in minor units. It holds when issued + reinstated = live + discharged +
/// reduced. A void counts as discharged.</summary>
public sealed record Conservation(
    Guid ReceivableId, string Currency, decimal Issued, decimal Reinstated, decimal Live, decimal Discharged,
    decimal Reduced)
{
    /// <summary>Is every unit that came into being either alive, discharged or reduced?</summary>
    public bool Holds => Issued + Reinstated == Live + Discharged + Reduced;

    /// <summary>One line per root and currency. Sums are wider than an amount, so that none overflows.</summary>
    public static IReadOnlyList<Conservation> Of(IEnumerable<Lot> lots) =>
    [
        .. lots.GroupBy(lot => (lot.ReceivableId, lot.Currency)).OrderBy(root => root.Key)
            .Select(root => new Conservation(
            root.Key.ReceivableId, root.Key.Currency,
            Sum(root, lot => lot.ParentIds.Count == 0 ? lot.Amount : 0),
            Sum(root, lot => lot.Reinstated),
            Sum(root, lot => lot.State == LotStates.Live ? lot.Amount : 0),
            Sum(root, lot => lot.Extinguished),
            Sum(root, lot => lot.Reduced))),
    ];

    /// <summary>What one entry adds to each line; only the lines that it changes.</summary>
    public static IReadOnlyList<Conservation> Change(Effects effects) =>
    [
        .. effects.Created.Select(lot => Born(lot, effects.Type)).Concat(effects.Consumed.Select(Gone))
            .GroupBy(line => (line.ReceivableId, line.Currency)).OrderBy(root => root.Key)
            .Select(root => root.Aggregate((sum, line) => sum.Plus(line)))
            .Where(line => line is not { Issued: 0, Reinstated: 0, Live: 0, Discharged: 0, Reduced: 0 }),
    ];

    /// <summary>The line after a change.</summary>
    public Conservation Plus(Conservation change) => this with
    {
        Issued = Issued + change.Issued, Reinstated = Reinstated + change.Reinstated, Live = Live + change.Live,
        Discharged = Discharged + change.Discharged, Reduced = Reduced + change.Reduced,
    };

    private static Conservation Born(Lot lot, EntryType by) => new(
        lot.ReceivableId, lot.Currency, by == EntryType.Issue ? lot.Amount : 0,
        by == EntryType.Reinstate ? lot.Amount : 0, lot.Amount, 0, 0);

    private static Conservation Gone(Lot lot) =>
        new(lot.ReceivableId, lot.Currency, 0, 0, -lot.Amount, lot.Extinguished, lot.Reduced);

    private static decimal Sum(IEnumerable<Lot> lots, Func<Lot, long> of) => lots.Sum(lot => (decimal)of(lot));
}
