using SupplyFinance.Contracts;
using SupplyFinance.Factoring.Limits;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Factoring.Auctions;

/// <summary>An offer's validity has ended.</summary>
public sealed record ExpireOffer(Guid RequestId, Guid BidId) : ICommand
{
    /// <summary>Gives the offer's block back; when it was the last offer, the request has expired.</summary>
    public static async Task Handle(ExpireOffer message, UnitOfWork work)
    {
        var auction = (await RequestStore.FindForUpdate(work, message.RequestId))!;
        var bid = (await BidStore.Find(work, message.RequestId, message.BidId))!;
        if (bid.Standing != BidState.Standing || auction.Standing != RequestState.Closed) return;
        if (work.BusinessNow < bid.ValidUntil)
        {
            work.Schedule(message, bid.ValidUntil!.Value, ClockKind.Business);
            return;
        }

        await LimitStore.Unblock(work, bid.Id);
        await BidStore.Move(work, bid.Id, BidState.Expired);
        if ((await BidStore.StandingOf(work, auction.Id)).Count == 0)
            await EndRequest.As(work, auction.Id, RequestState.Expired);
    }
}
