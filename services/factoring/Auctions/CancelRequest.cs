using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Factoring.Auctions;

/// <summary>The holder takes its request back, as long as no offer was accepted.</summary>
public static class CancelRequest
{
    public static async Task<Result<FinancingRequestView>> Handle(Guid id, Caller caller, UnitOfWork work)
    {
        if (await RequestStore.FindForUpdate(work, id) is not { } request || request.HolderId != caller.OrganisationId)
            return new NotFound("financing request", id);
        switch (request.Standing)
        {
            case RequestState.Opening: return new RequestStillOpening();
            case RequestState.Open: await Disclosing.WithdrawFromBanks(work, id); break;
            case RequestState.Closed: break;
            default: return new RequestNotClosed(request.Standing);
        }

        await EndRequest.As(work, id, RequestState.Cancelled);
        return await FinancingRequestView.Of(work, (await RequestStore.Find(work, id))!);
    }
}
