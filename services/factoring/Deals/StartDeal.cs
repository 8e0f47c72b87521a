using SupplyFinance.Contracts;
using SupplyFinance.Factoring.Auctions;
using SupplyFinance.Factoring.Copies;
using SupplyFinance.Factoring.Pricing;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Messaging;

namespace SupplyFinance.Factoring.Deals;

/// <summary>Makes the deal of an accepted offer and takes its first step. A lot is in one active deal at a time, a request
/// has one deal ever.</summary>
internal static class StartDeal
{
    private static readonly Sql Add = Sql.InsertIfAbsent(
        "deal", "request_id",
        "id, version, request_id, bid_id, seller_id, financier_id, debtor_id, cost_bearer, currency, cash_today, cost, "
        + "rate_ppm, day_basis, method, advance_ppm, with_recourse, value_date, registration_required, invoice_ids, "
        + "accepted_at, maker_id, checker_id, state, undo, attempt");

    private static readonly Sql AddLot = Sql.Insert(
        "deal_lot",
        "deal_id, place, lot_id, financier_lot_id, receivable_id, due_date, face, financed_amount, discount, "
        + "fees_at_payout, fees_from_reserve, transferred");

    private static readonly Sql Activate = Sql.InsertIfAbsent("active_deal_lot", "lot_id", "lot_id, deal_id");

    private static readonly Sql Follow = Sql.InsertIfAbsent("financed_lot", "lot_id", "lot_id, deal_id");

    public static async Task<Result<DealView>> From(
        UnitOfWork work, FinancingRequest request, Bid bid, Approval approval, FactoringPolicy policy)
    {
        var id = DealPlan.StepOf(request.Id, "deal");
        var content = MessageJson.Read<BidContent>(bid.Opened!);
        var price = content.Price(request, await RequestStore.LotsOf(work, request.Id));
        var receivables = await KeepReceivable.Of(work, price.Lots.Select(x => x.Lot.ReceivableId));
        var added = await work.Execute(Add, new
        {
            id,
            Version = 0,
            RequestId = request.Id,
            BidId = bid.Id,
            SellerId = request.HolderId,
            FinancierId = bid.BankId,
            request.DebtorId,
            request.CostBearer,
            request.Currency,
            CashToday = price.CashToday.Minor,
            Cost = price.Cost.Minor,
            content.RatePpm,
            content.DayBasis,
            content.Method,
            content.AdvancePpm,
            content.WithRecourse,
            content.ValueDate,
            policy.RegistrationRequired,
            InvoiceIds = MessageJson.Write(receivables.SelectMany(x => x.InvoiceIds).Distinct().ToArray()),
            AcceptedAt = work.BusinessNow,
            approval.MakerId,
            approval.CheckerId,
            State = DealStates.Claiming,
            Undo = DealUndo.None,
            Attempt = 0,
        });
        if (added == 0) return new RequestNotClosed(request.Standing);
        foreach (var (lot, place) in price.Lots.Select((lot, place) => (lot, place)))
        {
            if (await work.Execute(Activate, new { lot.Lot.LotId, DealId = id }) == 0)
                return new LotAlreadyFinanced(lot.Lot.LotId);
            await AddOne(work, id, lot, place);
        }

        await CarryOut.Apply(work, id, new BeginDeal(id));
        var deal = (await DealStore.Find(work, id))!;
        return DealView.Of(deal, await DealStore.LotsOf(work, id), showsPrices: true);
    }

    private static async Task AddOne(UnitOfWork work, Guid dealId, LotPrice lot, int place)
    {
        var financierLotId = DealPlan.StepOf(dealId, $"lot {lot.Lot.LotId:D}");
        await work.Execute(AddLot, new
        {
            dealId,
            place,
            lot.Lot.LotId,
            financierLotId,
            lot.Lot.ReceivableId,
            lot.Lot.DueDate,
            Face = lot.Lot.Face.Minor,
            FinancedAmount = lot.FinancedAmount.Minor,
            Discount = lot.Discount.Minor,
            FeesAtPayout = lot.FeesAtPayout.Minor,
            FeesFromReserve = lot.FeesFromReserve.Minor,
            Transferred = false,
        });
        await work.Execute(Follow, new { LotId = financierLotId, dealId });
    }
}
