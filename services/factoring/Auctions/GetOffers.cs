using SupplyFinance.Contracts;
using SupplyFinance.Factoring.Sealing;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Messaging;

namespace SupplyFinance.Factoring.Auctions;

/// <summary>A request's bids as far as the caller may see them: its own at any time; all of them, ranked, for the cost
/// bearer after the close. A bank learns how its bid fared when the request is decided.</summary>
public static class GetOffers
{
    /// <summary>Bids in their rank.</summary>
    public sealed record Offers(Guid RequestId, RequestState RequestState, IReadOnlyList<OfferView> Items);

    public static async Task<Result<Offers>> Handle(Guid id, Caller caller, UnitOfWork work, KeyFile keys)
    {
        if (await RequestStore.Find(work, id) is not { } request) return new NotFound("financing request", id);
        var bids = await BidStore.Of(work, id);
        var lots = await RequestStore.LotsOf(work, id);
        if (request.CostBearerId == caller.OrganisationId || caller.Is(OrganisationKinds.Auditor))
        {
            if (request.Standing is RequestState.Opening or RequestState.Open) return new AuctionStillOpen(request.ClosesAt);
            return new Offers(id, request.Standing, [.. bids.Where(x => x.Opened is not null).Select(x =>
                OfferView.Of(request, lots, x, MessageJson.Read<BidContent>(x.Opened!), x.Place))]);
        }

        if (request.HolderId == caller.OrganisationId) return new NotCostBearer();
        var own = bids.Where(x => x.BankId == caller.OrganisationId).ToList();
        if (own.Count == 0) return new NotFound("financing request", id);
        return new Offers(id, request.Standing, [.. own.Select(x => OfferView.Of(
            request, lots, x, BidContent.Of(BankSeal.Open(keys, x.BankId, x.Id, x.OwnView)), null))]);
    }
}
