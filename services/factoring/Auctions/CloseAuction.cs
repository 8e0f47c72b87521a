using System.Text;
using SupplyFinance.Contracts;
using SupplyFinance.Factoring.Pricing;
using SupplyFinance.Factoring.Sealing;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Factoring.Auctions;

/// <summary>The window of a request has passed.</summary>
public sealed record CloseAuction(Guid RequestId) : ICommand
{
    private static readonly Sql LogUnwrap = Sql.Insert("auction_key_unwrap", "request_id, unwrapped_at, because");

    private static readonly Sql Reveal = Sql.Of(
        "update bid set opened = @opened, valid_until = @validUntil, place = @place where id = @id");

    /// <summary>Opens and ranks the bids that stand; the auction's key is unwrapped here and nowhere else.</summary>
    public static async Task Handle(CloseAuction message, UnitOfWork work, KeyFile keys)
    {
        var auction = (await RequestStore.FindForUpdate(work, message.RequestId))!;
        if (auction.Standing != RequestState.Open) return;
        if (work.BusinessNow < auction.ClosesAt)
        {
            work.Schedule(message, auction.ClosesAt, ClockKind.Business);
            return;
        }

        var bids = await BidStore.Of(work, auction.Id);
        foreach (var proposed in bids.Where(x => x.Standing == BidState.Proposed)) await EndRequest.Lapse(work, proposed.Id);
        var standing = bids.Where(x => x.Standing == BidState.Standing).ToList();
        if (standing.Count == 0)
        {
            await EndRequest.As(work, auction.Id, RequestState.NoBids);
            return;
        }

        await OpenAndRank(work, auction, standing, keys);
        await RequestStore.Move(work, auction.Id, RequestState.Closed);
    }

    // The checker approved a digest; what is opened must be that and nothing else.
    private static byte[] Unsealed(OpenAuction opened, Bid bid)
    {
        var content = opened.Open(bid.Id, bid.Sealed);
        return BidContent.DigestOf(content) == bid.Digest
            ? content
            : throw new InvalidDataException($"Bid {bid.Id} is not the one that was approved.");
    }

    private static async Task OpenAndRank(UnitOfWork work, FinancingRequest auction, List<Bid> standing, KeyFile keys)
    {
        var lots = await RequestStore.LotsOf(work, auction.Id);
        await work.Execute(LogUnwrap, new { RequestId = auction.Id, UnwrappedAt = work.Now, Because = "close" });
        using var opened = AuctionSeal.Unwrap(keys, auction.Id, auction.WrappedKey);
        var contents = standing.ToDictionary(x => x.Id, x => Unsealed(opened, x));
        var ranked = Ranking.Rank(
            standing.Select(x => new StandingBid(x.Id, x.Sequence!.Value, BidContent.Of(contents[x.Id]).Price(auction, lots))),
            auction.BornBy, auction.AdvancePpm is null);
        foreach (var (bid, index) in ranked.Select((bid, index) => (bid, index)))
        {
            var content = contents[bid.BidId];
            var validUntil = BidContent.Of(content).ValidUntil;
            await work.Execute(Reveal, new
            {
                Id = bid.BidId,
                Opened = Encoding.UTF8.GetString(content).TrimEnd(),
                validUntil,
                Place = index + 1,
            });
            work.Schedule(new ExpireOffer(auction.Id, bid.BidId), validUntil, ClockKind.Business);
        }
    }
}
