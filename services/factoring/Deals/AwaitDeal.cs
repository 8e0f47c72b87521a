using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Factoring.Deals;

/// <summary>What callers wait for who prefer the outcome of a command on a deal to its pending state.</summary>
internal static class AwaitDeal
{
    /// <summary>202 with the deal as it stands; who prefers to wait gets it as soon as it has left these states.</summary>
    public static Result<DealView> Past(Result<DealView> deal, params string[] pending)
    {
        var id = deal.Value.Id;
        return deal.Accepted($"/api/deals/{id}", later => After(later, id, pending));
    }

    private static async Task<Result<DealView>?> After(UnitOfWork work, Guid id, string[] pending)
    {
        var deal = (await DealStore.Find(work, id))!;
        if (pending.Contains(deal.State)) return null;
        return ((Result<DealView>)DealView.Of(deal, await DealStore.LotsOf(work, id), showsPrices: true)).At(deal.Version);
    }
}
