using System.Net;
using SupplyFinance.Contracts;
using SupplyFinance.Platform.Money;
using SupplyFinance.Testing;

namespace SupplyFinance.Factoring.Tests.Auctions;

public class SubmitBidTests
{
    // A close that is late: its timer is gone.
    private static readonly Platform.Data.Sql ForgetTimers = Platform.Data.Sql.Of("delete from outbox");

    [Fact]
    public async Task A_bid_blocks_the_face_of_the_lots_once_its_checker_approves()
    {
        await using var market = await Market.Open();
        await market.Eligible(market.Bank);
        var request = await market.Request(await market.Lot(100_000_00), await market.Lot(50_000_00));
        var approval = await market.Propose(request, market.Bank);
        Assert.Equal("0.00", (await market.LimitOf(market.Bank)).Amount("blocked"));

        await (await market.As(market.Bank.Checker())).Approve("factoring", approval).Json();
        var limit = await market.LimitOf(market.Bank);
        Assert.Equal(("150000.00", "9850000.00"), (limit.Amount("blocked"), limit.Amount("free")));
    }

    [Fact]
    public async Task The_checker_sees_the_terms_whose_digest_it_approves()
    {
        await using var market = await Market.Open();
        await market.Eligible(market.Bank);
        var request = await market.Request(await market.Lot(100_000_00));
        var approval = await market.Propose(request, market.Bank, market.Offer(41_357));
        var own = (await (await market.As(market.Bank.Checker())).GetAsync($"/api/financing-requests/{request}/bids").Json())
            .GetProperty("items")[0];
        Assert.Equal(approval.GetProperty("content").Text("digest"), own.Text("digest"));
        Assert.Equal((41_357, "proposed"), (own.GetProperty("ratePpm").GetInt32(), own.Text("state")));
        Assert.DoesNotContain("41357", approval.GetProperty("content").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bid_without_a_value_date_promises_the_money_for_the_next_business_day_after_the_close()
    {
        await using var market = await Market.Open();
        var daysToFriday = ((int)DayOfWeek.Friday - (int)market.Today.DayOfWeek + 7) % 7;
        market.Service.Advance(TimeSpan.FromDays(daysToFriday));
        await market.Eligible(market.Bank);
        var asking = market.Asking([await market.Lot(100_000_00)]);
        var request = await market.RequestOn(asking);

        await market.Propose(request, market.Bank, new
        {
            id = Guid.CreateVersion7(), ratePpm = 40_000, dayBasis = "ACT/360", method = "straight", advancePpm = 1_000_000,
            withRecourse = false, validUntil = market.Service.Clocks.BusinessNow.AddDays(2),
        });

        var closing = market.Service.Clocks.BusinessDateOf(market.Service.Clocks.BusinessNow.AddMinutes(10));
        var own = (await (await market.As(market.Bank.Viewer())).GetAsync($"/api/financing-requests/{request}/bids").Json())
            .GetProperty("items")[0];
        Assert.Equal(BusinessCalendar.China.Next(closing).ToString("yyyy-MM-dd", null), own.Text("valueDate"));
    }

    [Fact]
    public async Task A_maker_cannot_check_its_own_bid()
    {
        await using var market = await Market.Open();
        await market.Eligible(market.Bank);
        var request = await market.Request(await market.Lot(100_000_00));
        var both = await market.As(market.Bank.Person(Roles.Maker, Roles.Checker));
        var approval = await both.Post($"/api/financing-requests/{request}/bids", market.Offer()).Json(HttpStatusCode.Accepted);
        Assert.Equal("maker-is-checker", await both.Approve("factoring", approval).Problem(HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task A_bid_after_the_close_is_refused_even_if_the_state_still_says_open()
    {
        await using var market = await Market.Open();
        await market.Eligible(market.Bank, market.SecondBank);
        var request = await market.Request(await market.Lot(100_000_00));
        await market.Bid(request, market.SecondBank);
        var approval = await market.Propose(request, market.Bank);
        await market.Service.Database.Run(work => work.Execute(ForgetTimers));
        market.Service.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("open", await Market.State(await market.As(market.Supplier.Viewer()), request));

        Assert.Equal("bid-after-close", await (await market.As(market.Bank.Maker()))
            .Post($"/api/financing-requests/{request}/bids", market.Offer()).Problem(HttpStatusCode.Conflict));
        Assert.Equal("bid-after-close", await (await market.As(market.Bank.Checker()))
            .Approve("factoring", approval).Problem(HttpStatusCode.Conflict));
        Assert.Equal("0.00", (await market.LimitOf(market.Bank)).Amount("blocked"));
    }

    [Fact]
    public async Task A_bank_without_a_limit_or_an_admission_is_told_which_is_missing()
    {
        await using var market = await Market.Open();
        await market.Admit(market.Bank);
        await market.Limit(market.SecondBank, "1000000.00");
        var request = await market.Request(await market.Lot(100_000_00));
        Assert.Equal("no-credit-limit", await Refused(market, request, market.Bank, HttpStatusCode.UnprocessableEntity));
        Assert.Equal(
            "supplier-not-admitted", await Refused(market, request, market.SecondBank, HttpStatusCode.UnprocessableEntity));
        Assert.Equal(
            "not-found", await Refused(market, request, TestOrganisation.Bank("Stranger"), HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task A_face_above_the_free_limit_is_refused_at_approval()
    {
        await using var market = await Market.Open();
        await market.Limit(market.Bank, "99999.99");
        await market.Admit(market.Bank);
        var request = await market.Request(await market.Lot(100_000_00));
        var approval = await market.Propose(request, market.Bank);
        var problem = await (await market.As(market.Bank.Checker())).Approve("factoring", approval)
            .Json(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(("limit-exceeded", "99999.99"), (problem.Text("code"), problem.Amount("free")));
    }

    [Fact]
    public async Task A_replaced_bid_takes_a_new_number_and_blocks_once()
    {
        await using var market = await Market.Open();
        await market.Limit(market.Bank, "150000.00");
        await market.Admit(market.Bank);
        var request = await market.Request(await market.Lot(100_000_00));
        await market.Bid(request, market.Bank, market.Offer(50_000));
        await market.Bid(request, market.Bank, market.Offer(45_000));

        Assert.Equal("100000.00", (await market.LimitOf(market.Bank)).Amount("blocked"));
        var own = (await (await market.As(market.Bank.Viewer())).GetAsync($"/api/financing-requests/{request}/bids").Json())
            .GetProperty("items");
        Assert.Equal(["replaced", "standing"], own.EnumerateArray().Select(x => x.Text("state")));
        Assert.Equal(2, own[1].GetProperty("sequence").GetInt32());
    }

    [Fact]
    public async Task A_withdrawn_bid_gives_its_block_back()
    {
        await using var market = await Market.Open();
        await market.Eligible(market.Bank);
        var request = await market.Request(await market.Lot(100_000_00));
        var bid = await market.Bid(request, market.Bank);
        await (await market.As(market.Bank.Maker())).Post($"/api/financing-requests/{request}/bids/{bid}/withdraw").Json();
        Assert.Equal("0.00", (await market.LimitOf(market.Bank)).Amount("blocked"));
        await market.Close(request);
        Assert.Equal("no-bids", await Market.State(await market.As(market.Supplier.Viewer()), request));
    }

    [Fact]
    public async Task Two_hundred_parallel_bids_never_exceed_the_limit()
    {
        const int Requests = 200, Fit = 37;
        await using var market = await Market.Open();
        await market.Limit(market.Bank, $"{Fit}000.99");
        await market.Admit(market.Bank);
        var approvals = await market.ProposeOnNewRequests(Requests, 1_000_00);

        var checker = await market.As(market.Bank.Checker());
        var answers = await Task.WhenAll(approvals.Select(x => checker.Approve("factoring", x)));
        Assert.Equal(Fit, answers.Count(x => x.StatusCode == HttpStatusCode.OK));
        Assert.Equal(Requests - Fit, answers.Count(x => x.StatusCode == HttpStatusCode.UnprocessableEntity));
        Assert.Equal($"{Fit}000.00", (await market.LimitOf(market.Bank)).Amount("blocked"));
    }

    private static async Task<string> Refused(Market market, Guid request, TestOrganisation bank, HttpStatusCode status) =>
        await (await market.As(bank.Maker())).Post($"/api/financing-requests/{request}/bids", market.Offer()).Problem(status);
}
