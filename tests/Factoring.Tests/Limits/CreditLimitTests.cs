using System.Net;
using SupplyFinance.Testing;

namespace SupplyFinance.Factoring.Tests.Limits;

public class CreditLimitTests
{
    [Fact]
    public async Task A_bank_lowers_a_limit_below_what_is_used_and_its_deals_stand()
    {
        await using var market = await Market.Open();
        var (request, bid, _) = await market.Closed();
        var limit = await market.LimitOf(market.Bank);
        var lowered = await (await market.As(market.Bank.Maker())).Post(
            $"/api/credit-limits/{limit.Text("id")}/amend", Terms(market, "60000.00")).Json();
        Assert.Equal(("0.00", "40000.00"), (lowered.Amount("free"), lowered.Amount("overBy")));

        await market.Accept(request, bid);
        var used = await market.LimitOf(market.Bank);
        Assert.Equal(("100000.00", "0.00"), (used.Amount("utilised"), used.Amount("blocked")));
    }

    [Fact]
    public async Task A_suspended_limit_takes_no_bid()
    {
        await using var market = await Market.Open();
        await market.Eligible(market.Bank);
        var request = await market.Request(await market.Lot(1_000_00));
        var approval = await market.Propose(request, market.Bank);
        var limit = await market.LimitOf(market.Bank);
        await (await market.As(market.Bank.Maker())).Post(
            $"/api/credit-limits/{limit.Text("id")}/amend", Terms(market, "60000.00", suspended: true)).Json();
        Assert.Equal("limit-exceeded", await (await market.As(market.Bank.Checker()))
            .Approve("factoring", approval).Problem(HttpStatusCode.UnprocessableEntity));
        await (await market.As(market.Bank.Viewer())).GetAsync($"/api/financing-requests/{request}")
            .Json(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_narrower_limit_on_the_pair_binds_as_well()
    {
        await using var market = await Market.Open();
        await market.Eligible(market.Bank);
        await market.Limit(market.Bank, "500.00", market.Supplier.Id);
        var request = await market.Request(await market.Lot(1_000_00));
        var approval = await market.Propose(request, market.Bank);
        var problem = await (await market.As(market.Bank.Checker())).Approve("factoring", approval)
            .Json(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("500.00", problem.Amount("free"));
        Assert.Equal("0.00", (await market.LimitOf(market.Bank)).Amount("blocked"));
    }

    [Fact]
    public async Task A_debtor_has_one_limit_per_supplier_and_currency()
    {
        await using var market = await Market.Open();
        await market.Limit(market.Bank, "100.00");
        await market.Limit(market.Bank, "100.00", market.Supplier.Id);
        Assert.Equal("limit-exists", await (await market.As(market.Bank.Maker())).Post("/api/credit-limits", new
        {
            id = Guid.CreateVersion7(),
            debtorId = market.Debtor.Id,
            amount = new { amount = "5.00", currency = "CNY" },
            until = market.Today,
        }).Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task A_stale_amendment_is_refused()
    {
        await using var market = await Market.Open();
        var id = await market.Limit(market.Bank, "100.00");
        var maker = await market.As(market.Bank.Maker());
        maker.DefaultRequestHeaders.Add("If-Match", "\"1\"");
        await maker.Post($"/api/credit-limits/{id}/amend", Terms(market, "90.00")).Json();
        Assert.Equal("version-mismatch", await maker.Post($"/api/credit-limits/{id}/amend", Terms(market, "80.00"))
            .Problem(HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public async Task A_limit_on_an_unknown_debtor_is_refused()
    {
        await using var market = await Market.Open();
        Assert.Equal("not-found", await (await market.As(market.Bank.Maker())).Post("/api/credit-limits", new
        {
            id = Guid.CreateVersion7(),
            debtorId = market.Supplier.Id,
            amount = new { amount = "5.00", currency = "CNY" },
            until = market.Today,
        }).Problem(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Another_banks_limit_is_not_found()
    {
        await using var market = await Market.Open();
        var id = await market.Limit(market.Bank, "100.00");
        var other = await market.As(market.SecondBank.Maker());
        await other.GetAsync($"/api/credit-limits/{id}").Json(HttpStatusCode.NotFound);
        await other.Post($"/api/credit-limits/{id}/amend", Terms(market, "1.00")).Json(HttpStatusCode.NotFound);
        Assert.Equal(0, (await other.GetAsync("/api/credit-limits").Json()).GetProperty("items").GetArrayLength());
        await (await market.As(TestOrganisation.Auditor().Viewer())).GetAsync($"/api/credit-limits/{id}").Json();
    }

    private static object Terms(Market market, string amount, bool suspended = false) => new
    {
        amount = new { amount, currency = "CNY" },
        until = market.Today.AddDays(100),
        suspended,
    };
}
