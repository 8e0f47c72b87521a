using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Factoring.Auctions;

/// <summary>The cost bearer takes none of the offers.</summary>
public static class DeclineOffers
{
    public static async Task<Result<FinancingRequestView>> Handle(Guid id, Caller caller, UnitOfWork work)
    {
        if (await RequestStore.FindForUpdate(work, id) is not { } request || !AcceptOffer.MayKnow(request, caller))
            return new NotFound("financing request", id);
        if (request.CostBearerId != caller.OrganisationId) return new NotCostBearer();
        if (request.Standing is RequestState.Opening or RequestState.Open) return new AuctionStillOpen(request.ClosesAt);
        if (request.Standing != RequestState.Closed) return new RequestNotClosed(request.Standing);
        await EndRequest.As(work, id, RequestState.Declined);
        return await FinancingRequestView.Of(work, (await RequestStore.Find(work, id))!);
    }
}
