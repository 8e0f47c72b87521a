using SupplyFinance.Factoring.Limits;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Factoring.Auctions;

/// <summary>Ends a request without a deal: every block and the auction lock are given back in the same transaction.</summary>
internal static class EndRequest
{
    public static async Task As(UnitOfWork work, Guid requestId, RequestState end, string? reason = null)
    {
        await LoseBids(work, requestId);
        await RequestStore.Move(work, requestId, end, reason);
        await Approvals.Void(work, AcceptOffer.Name, requestId, $"The request was {end}.");
        await RequestStore.ReleaseLock(work, requestId);
    }

    /// <summary>The bids that still stand are lost and their blocks given back.</summary>
    public static async Task LoseBids(UnitOfWork work, Guid requestId)
    {
        await LimitStore.LockUsedBy(work, requestId);
        foreach (var bid in await BidStore.Of(work, requestId))
        {
            if (bid.Standing == BidState.Standing) await LimitStore.Unblock(work, bid.Id);
            if (bid.Standing == BidState.Standing) await BidStore.Move(work, bid.Id, BidState.Lost);
            if (bid.Standing == BidState.Proposed) await Lapse(work, bid.Id);
        }
    }

    /// <summary>A bid that no checker approved in time is no bid.</summary>
    public static async Task Lapse(UnitOfWork work, Guid bidId)
    {
        await BidStore.Move(work, bidId, BidState.Lapsed);
        await Approvals.Void(work, SubmitBid.Name, bidId, "The auction closed.");
    }
}
