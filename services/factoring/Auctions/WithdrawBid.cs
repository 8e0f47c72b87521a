using SupplyFinance.Factoring.Limits;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Factoring.Auctions;

/// <summary>A bank takes a bid back before the close; afterwards an offer binds until its validity ends.</summary>
public static class WithdrawBid
{
    /// <summary>The bid as the withdrawal left it.</summary>
    public sealed record Withdrawn(Guid RequestId, Guid BidId, BidState State);

    public static async Task<Result<Withdrawn>> Handle(Guid id, Guid bidId, Caller caller, UnitOfWork work)
    {
        var auction = await RequestStore.FindForUpdate(work, id);
        var bid = await BidStore.Find(work, id, bidId);
        if (auction is null || bid is null || bid.BankId != caller.OrganisationId) return new NotFound("bid", bidId);
        if (auction.ClosedToBids(work.BusinessNow) is { } closed) return closed;
        if (bid.Standing is not (BidState.Standing or BidState.Proposed)) return new OfferNotStanding(bid.Standing);
        await LimitStore.Unblock(work, bidId);
        await BidStore.Move(work, bidId, BidState.Withdrawn);
        await Approvals.Void(work, SubmitBid.Name, bidId, "The bid was withdrawn.");
        return new Withdrawn(id, bidId, BidState.Withdrawn);
    }
}
