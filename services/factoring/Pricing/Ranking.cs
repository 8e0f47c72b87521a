namespace SupplyFinance.Factoring.Pricing;

/// <summary>A bid that stood when the window closed. A replaced bid has taken a new sequence number.</summary>
public sealed record StandingBid(Guid BidId, long Sequence, OfferPrice Price);

/// <summary>Orders offers for the party that bears the cost.</summary>
public static class Ranking
{
    /// <summary>Best first. Supplier bears the cost: highest cash today, then lowest cost; where the advance may vary, by
    /// lowest all-in rate. Debtor bears the cost: lowest cost. Ties go to the earlier sequence number.</summary>
    public static IReadOnlyList<StandingBid> Rank(
        IEnumerable<StandingBid> bids, CostBearer costBearer, bool advanceMayVary)
    {
        var ranked = (costBearer, advanceMayVary) switch
        {
            (CostBearer.Debtor, _) => bids.OrderBy(x => x.Price.Cost),
            (CostBearer.Supplier, true) => bids.OrderBy(x => x.Price.AllInRate),
            (CostBearer.Supplier, false) => bids.OrderByDescending(x => x.Price.CashToday).ThenBy(x => x.Price.Cost),
        };
        return [.. ranked.ThenBy(x => x.Sequence)];
    }
}
