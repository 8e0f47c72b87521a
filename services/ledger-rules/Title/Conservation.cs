using SupplyFinance.Contracts;

namespace SupplyFinance.Ledger.Title;

/// <summary>What became of one receivable's face, in minor units. It holds when issued = live + discharged.</summary>
public sealed record Conservation(Guid ReceivableId, string Currency, decimal Issued, decimal Live, decimal Discharged)
{
    /// <summary>Is every unit that was issued either alive or discharged?</summary>
    public bool Holds => Issued == Live + Discharged;

    /// <summary>One line per root and currency. Sums are wider than an amount, so that none overflows.</summary>
    public static IReadOnlyList<Conservation> Of(IEnumerable<Lot> lots) =>
    [
        .. lots.GroupBy(lot => (lot.ReceivableId, lot.Currency)).OrderBy(root => root.Key)
            .Select(root => new Conservation(
            root.Key.ReceivableId, root.Key.Currency,
            root.Where(lot => lot.ParentIds.Count == 0).Sum(lot => (decimal)lot.Amount),
            root.Where(lot => lot.State == LotStates.Live).Sum(lot => (decimal)lot.Amount),
            root.Sum(lot => (decimal)lot.Extinguished))),
    ];
}
