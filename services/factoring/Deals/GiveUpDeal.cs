using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Factoring.Deals;

/// <summary>Seller or financier asks that a deal be given up before it is paid. Once the payment is instructed this only
/// asks: the deal ends when bank-settlement says that the payment never executes, and goes on when it says settled.</summary>
public static class GiveUpDeal
{
    /// <summary>Why the deal is to be given up.</summary>
    public sealed record Request(string Reason);

    public static async Task<Result<DealView>> Handle(Guid id, Request request, Caller caller, UnitOfWork work)
    {
        if (await DealStore.FindForUpdate(work, id) is not { } deal
            || (deal.FinancierId != caller.OrganisationId && deal.SellerId != caller.OrganisationId))
            return new NotFound("deal", id);
        if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > 200)
            return new InvalidField("reason", "length", "A reason has 1 to 200 characters.");
        if (deal.State is not (DealStates.Registering or DealStates.Paying)) return new DealNotCarriedOut(deal.State);

        await CarryOut.Apply(work, id, new CancelDeal(id, request.Reason));
        var saved = (await DealStore.Find(work, id))!;
        // An instructed payment ends by bank-settlement's word only, and may turn out to be paid.
        return AwaitDeal.Past(
            DealView.Of(saved, await DealStore.LotsOf(work, id), showsPrices: true), DealStates.Paying, DealStates.Undoing);
    }
}
