using System.Net;
using SupplyFinance.Contracts;
using SupplyFinance.Testing;

namespace SupplyFinance.Factoring.Tests.Auctions;

public class AcceptOfferTests
{
    [Fact]
    public async Task An_accepted_offer_becomes_a_deal_and_the_losers_limits_are_free_again()
    {
        await using var market = await Market.Open();
        await market.Eligible(market.Bank, market.SecondBank);
        var request = await market.Request(await market.Lot(100_000_00));
        var winner = await market.Bid(request, market.Bank, market.Offer(40_000));
        await market.Bid(request, market.SecondBank, market.Offer(41_000));
        await market.Close(request);

        var deal = await market.Accept(request, winner);
        Assert.Equal("claiming", deal.Text("state"));
        Assert.Equal("100000.00", deal.Amount("face"));
        var (won, lost) = (await market.LimitOf(market.Bank), await market.LimitOf(market.SecondBank));
        Assert.Equal(("0.00", "100000.00"), (won.Amount("blocked"), won.Amount("utilised")));
        Assert.Equal(("0.00", "0.00"), (lost.Amount("blocked"), lost.Amount("utilised")));
        Assert.Equal("accepted", await Market.State(await market.As(market.Supplier.Viewer()), request));
        Assert.Equal("lost", (await (await market.As(market.SecondBank.Viewer()))
            .GetAsync($"/api/financing-requests/{request}/bids").Json()).GetProperty("items")[0].Text("state"));

        var published = (await market.Service.Sent<DealChanged>())[0];
        Assert.Equal((deal.GetProperty("id").GetGuid(), 1L), (published.Id, published.Version));
        Assert.Equal(published.Lots.Sum(x => x.FinancedAmount - x.Discount), published.CashToday);
    }

    [Fact]
    public async Task Two_hundred_parallel_acceptances_of_one_offer_make_one_deal()
    {
        await using var market = await Market.Open();
        var (request, bid, _) = await market.Closed();
        var approvals = await market.ProposeAcceptances(request, bid, 200);
        var checker = await market.As(market.Supplier.Checker());
        var answers = await Task.WhenAll(approvals.Select(x => checker.Approve("factoring", x)));
        Assert.Single(answers, x => x.StatusCode == HttpStatusCode.Accepted);
        Assert.Equal(199, answers.Count(x => x.StatusCode == HttpStatusCode.Conflict));
        var deals = (await (await market.As(market.Supplier.Viewer())).GetAsync("/api/deals").Json()).GetProperty("items");
        Assert.Equal(1, deals.GetArrayLength());
        Assert.Equal("100000.00", (await market.LimitOf(market.Bank)).Amount("utilised"));
        Assert.Single(await market.Service.Sent<ClaimInvoices>());
    }

    [Fact]
    public async Task Of_two_offers_of_one_request_accepted_at_once_one_becomes_the_deal()
    {
        await using var market = await Market.Open();
        await market.Eligible(market.Bank, market.SecondBank);
        var request = await market.Request(await market.Lot(100_000_00));
        var (one, other) = (await market.Bid(request, market.Bank), await market.Bid(request, market.SecondBank));
        await market.Close(request);
        var approvals = (await market.ProposeAcceptances(request, one, 10)).Concat(await market.ProposeAcceptances(request, other, 10));
        var checker = await market.As(market.Supplier.Checker());

        var answers = await Task.WhenAll(approvals.Select(x => checker.Approve("factoring", x)));

        Assert.Single(answers, x => x.StatusCode == HttpStatusCode.Accepted);
        Assert.Single(await market.Service.Sent<ClaimInvoices>());
        var limits = new[] { await market.LimitOf(market.Bank), await market.LimitOf(market.SecondBank) };
        Assert.Equal(["0.00", "100000.00"], limits.Select(x => x.Amount("utilised")).Order(StringComparer.Ordinal));
        Assert.All(limits, x => Assert.Equal("0.00", x.Amount("blocked")));
    }

    [Fact]
    public async Task The_same_approval_approved_in_parallel_makes_one_deal()
    {
        await using var market = await Market.Open();
        var (request, bid, _) = await market.Closed();
        var approval = await (await market.As(market.Supplier.Maker()))
            .Post($"/api/financing-requests/{request}/accept", new { bidId = bid }).Json(HttpStatusCode.Accepted);
        var checker = await market.As(market.Supplier.Checker());
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => checker.Approve("factoring", approval)));
        Assert.Single(answers, x => x.StatusCode == HttpStatusCode.Accepted);
        Assert.Single(await market.Service.Sent<ClaimInvoices>());
    }

    [Fact]
    public async Task An_offer_that_expires_between_maker_and_checker_is_refused()
    {
        await using var market = await Market.Open();
        var (request, bid, _) = await market.Closed();
        var approval = await (await market.As(market.Supplier.Maker()))
            .Post($"/api/financing-requests/{request}/accept", new { bidId = bid }).Json(HttpStatusCode.Accepted);
        market.Service.Advance(TimeSpan.FromDays(2));
        var answer = await (await market.As(market.Supplier.Checker())).Approve("factoring", approval)
            .Problem(HttpStatusCode.Conflict);
        Assert.Contains(answer, new[] { "offer-expired", "approval-decided" });
        Assert.Empty(await market.Service.Sent<DealChanged>());
    }

    [Fact]
    public async Task When_the_last_offer_expires_its_block_and_the_lock_are_given_back()
    {
        await using var market = await Market.Open();
        var (request, bid, _) = await market.Closed();
        market.Service.Advance(TimeSpan.FromDays(2));
        var supplier = await market.As(market.Supplier.Maker());
        Assert.Equal(
            "expired", await Wait.For("the expiry", () => Market.State(supplier, request), state => state != "closed"));
        Assert.Equal("0.00", (await market.LimitOf(market.Bank)).Amount("blocked"));
        Assert.Equal(request, Assert.Single(await market.Service.Sent<ReleaseLots>()).LockReference);
        Assert.Equal("offer-expired", await supplier.Post($"/api/financing-requests/{request}/accept", new { bidId = bid })
            .Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task An_offer_cannot_be_accepted_before_the_close()
    {
        await using var market = await Market.Open();
        await market.Eligible(market.Bank);
        var request = await market.Request(await market.Lot(100_000_00));
        var bid = await market.Bid(request, market.Bank);
        Assert.Equal("auction-open", await (await market.As(market.Supplier.Maker()))
            .Post($"/api/financing-requests/{request}/accept", new { bidId = bid }).Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Where_the_debtor_bears_the_cost_the_debtor_chooses_and_the_supplier_gets_the_full_amount()
    {
        await using var market = await Market.Open();
        await market.Eligible(market.Bank);
        var request = await market.RequestOn(market.Asking([await market.Lot(100_000_00)], costBearer: "debtor"));
        var bid = await market.Bid(request, market.Bank);
        await market.Close(request);
        var path = $"/api/financing-requests/{request}/accept";
        var supplier = await market.As(market.Supplier.Maker());
        Assert.Equal("not-cost-bearer", await supplier.Post(path, new { bidId = bid }).Problem(HttpStatusCode.Forbidden));
        Assert.Equal("not-cost-bearer", await supplier.GetAsync($"/api/financing-requests/{request}/bids")
            .Problem(HttpStatusCode.Forbidden));

        var approval = await (await market.As(market.Debtor.Maker())).Post(path, new { bidId = bid }).Json(HttpStatusCode.Accepted);
        var deal = await (await market.As(market.Debtor.Checker())).Approve("factoring", approval).Json(HttpStatusCode.Accepted);
        Assert.Equal("100000.00", deal.Amount("cashToday"));
    }

    [Fact]
    public async Task A_suspended_banks_offer_cannot_be_accepted()
    {
        await using var market = await Market.Open();
        var (request, bid, _) = await market.Closed();
        var approval = await (await market.As(market.Supplier.Maker()))
            .Post($"/api/financing-requests/{request}/accept", new { bidId = bid }).Json(HttpStatusCode.Accepted);
        await market.Service.Deliver(market.Bank.Changed(2, OrganisationStatuses.Suspended));
        Assert.Equal("bank-not-active", await (await market.As(market.Supplier.Checker()))
            .Approve("factoring", approval).Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task A_lock_that_the_ledger_does_not_release_is_shown_on_the_request()
    {
        await using var market = await Market.Open();
        var (request, _, _) = await market.Closed();
        var supplier = await market.As(market.Supplier.Maker());
        await supplier.Post($"/api/financing-requests/{request}/decline").Json();
        var release = Assert.Single(await market.Service.Sent<ReleaseLots>());
        await market.Service.Deliver(Market.Refused(release.InstructionId, LedgerOperations.Release));
        var seen = await supplier.GetAsync($"/api/financing-requests/{request}").Json();
        Assert.Equal(("declined", "lock-not-released: lot-locked"), (seen.Text("state"), seen.Text("reason")));
    }

    [Fact]
    public async Task Declined_offers_give_their_blocks_and_the_lock_back()
    {
        await using var market = await Market.Open();
        var (request, _, lot) = await market.Closed();
        var declined = await (await market.As(market.Supplier.Maker()))
            .Post($"/api/financing-requests/{request}/decline").Json();
        Assert.Equal("declined", declined.Text("state"));
        Assert.Equal("0.00", (await market.LimitOf(market.Bank)).Amount("blocked"));
        Assert.Equal([lot], Assert.Single(await market.Service.Sent<ReleaseLots>()).LotIds);
    }

    [Fact]
    public async Task A_cancelled_request_withdraws_what_banks_could_see()
    {
        await using var market = await Market.Open();
        await market.Eligible(market.Bank);
        var lot = await market.Lot(100_000_00);
        var request = await market.Request(lot);
        await market.Bid(request, market.Bank);
        var bank = await market.As(market.Bank.Viewer());
        await bank.GetAsync($"/api/financing-requests/{request}").Json();

        await (await market.As(market.Supplier.Maker())).Post($"/api/financing-requests/{request}/cancel").Json();
        await bank.GetAsync($"/api/financing-requests/{request}").Json(HttpStatusCode.NotFound);
        Assert.Equal("0.00", (await market.LimitOf(market.Bank)).Amount("blocked"));
        var told = (await market.Service.Sent<Disclosed>()).Where(x => x.ObjectKind == DisclosedObjects.Lot).ToList();
        Assert.All(told, x => Assert.Equal((market.Bank.Id, lot), (x.OrganisationId, x.ObjectIds.Single())));
        Assert.True(told[^1].Version > told[0].Version);
        Assert.True(told[^1].Until <= market.Service.Clocks.BusinessNow);
    }
}
