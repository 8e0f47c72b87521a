using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Factoring.Auctions;

/// <summary>The ledger's word on a request's auction lock opens the request, or ends it. A release that it refuses is shown
/// on the request, for people to look at.</summary>
internal static class LockAnswered
{
    public static async Task Executed(UnitOfWork work, Guid requestId)
    {
        var request = (await RequestStore.FindForUpdate(work, requestId))!;
        if (request.Standing != RequestState.Opening) return;
        await RequestStore.Move(work, requestId, RequestState.Open);
        work.Schedule(new CloseAuction(requestId), request.ClosesAt, ClockKind.Business);
        await Disclosing.RequestToBanks(work, requestId);
    }

    public static async Task Refused(UnitOfWork work, Guid requestId, InstructionRefused refusal)
    {
        var request = (await RequestStore.FindForUpdate(work, requestId))!;
        var opening = request.Standing == RequestState.Opening;
        await RequestStore.Move(
            work, requestId, opening ? RequestState.Refused : request.Standing,
            opening ? refusal.Reason : $"lock-not-released: {refusal.Reason}");
    }
}
