using SupplyFinance.Contracts;
using SupplyFinance.Factoring.Admissions;
using SupplyFinance.Factoring.Deals;
using SupplyFinance.Factoring.Limits;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Messaging;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Factoring.Auctions;

/// <summary>The cost bearer's maker picks an offer; its checker's approval makes the deal, once: the winner's block becomes
/// utilisation and the losers' blocks are given back in that same transaction.</summary>
public static class AcceptOffer
{
    public const string Name = "accept-offer";

    /// <summary>The offer that is picked.</summary>
    public sealed record Request(Guid BidId);

    /// <summary>What the checker approves: the offer with its price.</summary>
    public sealed record Command(
        Guid RequestId, Guid BidId, Guid BankId, Money CashToday, Money Cost, long AllInRatePpm, DateTimeOffset ValidUntil);

    public static async Task<Result<Approvals.View>> Handle(Guid id, Request request, Caller caller, UnitOfWork work)
    {
        if (await RequestStore.Find(work, id) is not { } auction || !MayKnow(auction, caller))
            return new NotFound("financing request", id);
        if (auction.CostBearerId != caller.OrganisationId) return new NotCostBearer();
        var bid = await BidStore.Find(work, id, request.BidId);
        if (await Refusal(work, auction, bid, request.BidId) is { } refusal) return refusal;
        var content = MessageJson.Read<BidContent>(bid!.Opened!);
        var price = content.Price(auction, await RequestStore.LotsOf(work, id));
        return await Approvals.Propose(work, caller, Name, id, new Command(
            id, bid.Id, bid.BankId, price.CashToday, price.Cost, price.AllInRate.PartsPerMillion, content.ValidUntil));
    }

    /// <summary>Runs in the checker's transaction.</summary>
    public static async Task<Result<DealView>> Execute(
        Command command, Approval approval, UnitOfWork work, FactoringPolicy policy)
    {
        var auction = (await RequestStore.FindForUpdate(work, command.RequestId))!;
        var bid = await BidStore.Find(work, auction.Id, command.BidId);
        if (await Refusal(work, auction, bid, command.BidId) is { } refusal) return refusal;
        var deal = await StartDeal.From(work, auction, bid!, approval, policy);
        if (deal.IsFailure) return deal;

        await LimitStore.LockUsedBy(work, auction.Id);
        await LimitStore.Convert(work, bid!.Id);
        await BidStore.Move(work, bid.Id, BidState.Accepted);
        await EndRequest.LoseBids(work, auction.Id);
        await RequestStore.Move(work, auction.Id, RequestState.Accepted);
        await RequestStore.Won(work, auction.Id, deal.Value.Id, bid.BankId);
        await Approvals.Void(work, Name, auction.Id, "An offer was accepted.");
        await Disclosing.Winner(work, auction.Id, bid.BankId);
        // Whether the deal is bound, the invoices' claims and the ledger's lock decide; what follows waits for people.
        return AwaitDeal.Past(deal, DealStates.Claiming, DealStates.Locking);
    }

    internal static bool MayKnow(FinancingRequest request, Caller caller) =>
        request.HolderId == caller.OrganisationId || request.CostBearerId == caller.OrganisationId;

    private static async Task<Failure?> Refusal(UnitOfWork work, FinancingRequest auction, Bid? bid, Guid bidId)
    {
        if (auction.Standing is RequestState.Opening or RequestState.Open) return new AuctionStillOpen(auction.ClosesAt);
        if (bid?.Opened is null) return new NotFound("offer", bidId);
        if (bid.Standing == BidState.Expired || work.BusinessNow >= bid.ValidUntil)
            return new OfferExpired(bid.ValidUntil!.Value);
        if (auction.Standing != RequestState.Closed) return new RequestNotClosed(auction.Standing);
        if (bid.Standing != BidState.Standing) return new OfferNotStanding(bid.Standing);
        if (await Participants.Organisation(work, bid.BankId) is not { Status: OrganisationStatuses.Admitted })
            return new BankNotActive(bid.BankId);
        return await AdmissionStore.IsInForce(work, bid.BankId, auction.HolderId) ? null : new SupplierNotAdmitted();
    }
}
