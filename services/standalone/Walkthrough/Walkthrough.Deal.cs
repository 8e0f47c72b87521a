using System.Net;
using System.Text.Json;
using SupplyFinance.Contracts;

namespace SupplyFinance.Standalone;

public sealed partial class Walkthrough
{
    /// <summary>What each bank bids: the second is dearer by its figure and cheaper by its day basis, and must win.</summary>
    private static readonly (int RatePpm, string DayBasis, string Method)[] Bids =
    [
        (40_000, "ACT/360", "straight"), (40_300, "ACT/365F", "straight"), (45_000, "ACT/365F", "yield"),
    ];

    private const int AdvancePpm = 800_000;

    private async Task<JsonElement> Auction(Guid lot)
    {
        var request = await OpenRequest(lot);
        var closesAt = request.Instant("closesAt");
        if (await Now() < closesAt)
        {
            for (var i = 0; i < _banks.Length; i++) await Bid(_banks[i], Bids[i], closesAt);
            await LookAtSealedBids();
            await MoveClockTo(closesAt, "the auction closes");
        }

        await _seller.Await($"/api/financing-requests/{RequestId}", "the auction closes",
            r => r.Text("state") is not ("opening" or "open"), _stopping);
        return await Accept();
    }

    private async Task<JsonElement> OpenRequest(Guid lot)
    {
        _timeline.Begin("open the financing request");
        var found = await _seller.Ask($"/api/financing-requests/{RequestId}", _stopping);
        if (!found.IsSuccess)
        {
            await _seller.Await($"/api/lots/{lot}", "the supplier sees its debt right", _ => true, _stopping);
            var request = new
            {
                id = RequestId, lotIds = new[] { lot }, closesAt = (await Now()).AddDays(2), advancePpm = AdvancePpm, advanceMayVary = false,
                withRecourseAllowed = false, costBearer = "supplier",
            };
            Answer answer;
            var tries = 0;
            do
            {
                // The news of the lot may reach the factoring service a moment after it reached this one.
                if (tries > 0) await Task.Delay(100, _stopping);
                answer = await _seller.Make("/api/financing-requests", Key("request"), request, _stopping);
            }
            while (answer.Code is "not-found" or "lot-not-free" or "receivable-not-confirmed" && ++tries < 50);

            Actor.Demand(answer, "open the financing request");
        }

        var open = await _seller.Await($"/api/financing-requests/{RequestId}", "the ledger locks the debt right for the auction",
            r => r.Text("state") != "opening", _stopping);
        var locked = await _seller.Read($"/api/ledger/lots/{lot}", _stopping);
        _timeline.Done(await Today(), _seller.Name, "offered the debt right; the ledger locked it for the auction", open.Money("face"),
            locked.GetProperty("lastEntry").GetInt64());
        return open;
    }

    private async Task Bid(Actor bank, (int RatePpm, string DayBasis, string Method) terms, DateTimeOffset closesAt)
    {
        _timeline.Begin($"bid of {bank.Name}");
        var bidId = _ids.Of($"bid of {bank.Name}");
        var own = await bank.Ask($"/api/financing-requests/{RequestId}/bids", _stopping);
        var isStanding = own.IsSuccess && own.Json.GetProperty("items").EnumerateArray()
            .Any(bid => bid.Id("bidId") == bidId && bid.Text("state") == "standing");
        if (!isStanding)
        {
            await bank.MakeAndCheck("factoring", "submit-bid", bidId, $"/api/financing-requests/{RequestId}/bids", Key("bid"), new
            {
                id = bidId, ratePpm = terms.RatePpm, dayBasis = terms.DayBasis, method = terms.Method, advancePpm = AdvancePpm,
                withRecourse = false, validUntil = closesAt.AddDays(3),
            }, _stopping);
        }

        _timeline.Done(await Today(), bank.Name, $"bid sealed: {terms.RatePpm / 10_000m:0.00} % {terms.DayBasis}, {terms.Method}, 80 % advance");
    }

    private async Task LookAtSealedBids()
    {
        _timeline.Begin("try to look at sealed bids");
        foreach (var curious in new[] { _operator, _seller })
        {
            var answer = await curious.Ask($"/api/financing-requests/{RequestId}/bids", _stopping);
            if (answer.IsSuccess) throw new StepFailedException(_timeline.Current, $"{curious.Name} could read bids before the close");
            _timeline.Done(await Today(), curious.Name, $"tried to look at the bids: {(int)answer.Status} {answer.Code}");
        }
    }

    private async Task<JsonElement> Accept()
    {
        _timeline.Begin("accept the best offer");
        var offers = (await _seller.Read($"/api/financing-requests/{RequestId}/bids", _stopping)).GetProperty("items").EnumerateArray()
            .Where(offer => offer.GetProperty("place").ValueKind == JsonValueKind.Number)
            .OrderBy(offer => offer.GetProperty("place").GetInt32()).ToList();
        if (offers.Count == 0) throw new StepFailedException(_timeline.Current, "no bid stands");
        foreach (var offer in offers)
        {
            _timeline.Done(await Today(), _seller.Name,
                $"offer {offer.Text("place")}: all in {offer.GetProperty("allInRatePpm").GetInt64() / 10_000m:0.0000} %, "
                + $"cost {offer.Money("cost")}, cash today", offer.Money("cashToday"));
        }

        await _seller.MakeAndCheck("factoring", "accept-offer", RequestId, $"/api/financing-requests/{RequestId}/accept", Key("accept"),
            new { bidId = offers[0].Id("bidId") }, _stopping);
        var deal = await FindDeal() ?? throw new StepFailedException(_timeline.Current, "there is no deal");
        _timeline.Done(await Today(), _seller.Name, "accepted the best offer (maker and checker)", offers[0].Money("cashToday"));
        return deal;
    }

    private async Task CarryOut(JsonElement deal)
    {
        var id = deal.Id();
        var winner = await Winner(deal);
        _timeline.Begin("lock the debt right for the deal");
        deal = await _seller.Await($"/api/deals/{id}", "the deal reaches its payment",
            d => d.Text("state") is DealStates.Paying or DealStates.Transferring or DealStates.Completed or DealStates.Failed, _stopping);
        Refuse(deal);
        var locked = await _seller.Read($"/api/ledger/lots/{deal.GetProperty("lots")[0].Id("lotId")}", _stopping);
        _timeline.Done(await Today(), winner.Name, "won: the invoices are claimed and the debt right is locked for the deal", "",
            deal.Text("state") == DealStates.Paying ? locked.GetProperty("lastEntry").GetInt64() : null);

        _timeline.Begin("release the payment");
        var paymentId = deal.Id("paymentId");
        var payment = await winner.Await($"/api/payments/{paymentId}", "the payment is instructed", _ => true, _stopping);
        if (payment.Text("state") == "instructed")
        {
            await MoveClockTo(StartOf(payment.Date("valueDate")).AddHours(9), "the value date");
            await winner.MakeAndCheck("bank-settlement", "release-payment", paymentId, $"/api/payments/{paymentId}/release", Key("release"),
                new { }, _stopping);
        }

        payment = await winner.Await($"/api/payments/{paymentId}", "the bank books the payment",
            p => p.Text("state") is "settled" or "rejected" or "cancelled", _stopping);
        if (payment.Text("state") != "settled")
            throw new StepFailedException(_timeline.Current, $"the payment was {payment.Text("state")}: {payment.Text("reason")}");
        _timeline.Done(await Today(), winner.Name, $"paid {_seller.Name} (bank reference {payment.Text("bankReference")})", payment.Money("amount"));

        _timeline.Begin("move title to the bank");
        deal = await _seller.Await($"/api/deals/{id}", "title moves", d => d.Text("state") is DealStates.Completed or DealStates.Failed, _stopping);
        Refuse(deal);
        var lot = await winner.Read($"/api/ledger/lots/{FinancierLot(deal)}", _stopping);
        _timeline.Done(await Today(), winner.Name, "holds the debt right: title moved", lot.Money("amount"),
            lot.GetProperty("createdByEntry").GetInt64());

        _timeline.Begin("notify the debtor");
        var notice = await _buyer.Await($"/api/deals/{id}/notice", "the notice of assignment", _ => true, _stopping);
        Actor.Demand(await _buyer.Make($"/api/deals/{id}/notice/read", Key("notice"), new { }, _stopping), "read the notice");
        _timeline.Done(await Today(), _buyer.Name,
            $"read the notice of assignment: pay to account {notice.GetProperty("collectionAccount").Text("number")}");
    }

    private async Task<Actor> Winner(JsonElement deal)
    {
        foreach (var bank in _banks)
        {
            if ((await bank.Ask($"/api/deals/{deal.Id()}", _stopping)).Status == HttpStatusCode.OK) return bank;
        }

        throw new StepFailedException(_timeline.Current, "no bank is a party of the deal");
    }

    private static Guid FinancierLot(JsonElement deal) => deal.GetProperty("lots")[0].Id("financierLotId");

    private void Refuse(JsonElement deal)
    {
        if (deal.Text("state") == DealStates.Failed) throw new StepFailedException(_timeline.Current, $"the deal failed: {deal.Text("reason")}");
    }
}
