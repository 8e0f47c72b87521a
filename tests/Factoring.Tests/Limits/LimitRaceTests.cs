using System.Net;
using SupplyFinance.Contracts;
using SupplyFinance.Testing;

namespace SupplyFinance.Factoring.Tests.Limits;

public class LimitRaceTests
{
    [Fact]
    public async Task Bids_withdrawals_and_amendments_at_once_leave_blocked_equal_to_the_bids_that_stand()
    {
        const int Requests = 60;
        await using var market = await Market.Open();
        var limit = await market.Limit(market.Bank, "40000.00");
        await market.Admit(market.Bank);
        var proposed = await market.ProposeOnNewRequests(Requests, 1_000_00);
        var (maker, checker) = (await market.As(market.Bank.Maker()), await market.As(market.Bank.Checker()));

        await Task.WhenAll(proposed.SelectMany((approval, i) => new[]
        {
            checker.Approve("factoring", approval),
            i % 3 == 0 ? Withdraw(maker, approval) : Amend(market, maker, limit, 40_000 - i),
        }));

        var standing = 0;
        foreach (var approval in proposed)
        {
            var request = approval.GetProperty("content").GetProperty("requestId").GetGuid();
            var bids = (await maker.GetAsync($"/api/financing-requests/{request}/bids").Json()).GetProperty("items");
            if (bids[0].Text("state") == "standing") standing++;
        }

        var left = await market.LimitOf(market.Bank);
        Assert.InRange(standing, 1, 40);
        Assert.Equal($"{standing * 1_000}.00", left.Amount("blocked"));
        Assert.Equal(HttpStatusCode.OK, (await Amend(market, maker, limit, 40_000)).StatusCode);
        Assert.Equal("0.00", (await market.LimitOf(market.Bank)).Amount("overBy"));
        Assert.Empty(await market.Service.Sent<DealChanged>());
    }

    [Fact]
    public async Task Two_discharges_of_one_deal_at_once_each_give_their_part_of_the_limit_back()
    {
        await using var market = await Market.Open();
        var (request, bid, _) = await market.Closed(100_000_00);
        var deal = await market.Accept(request, bid);
        var financed = deal.GetProperty("lots")[0].GetProperty("financierLotId").GetGuid();
        var (one, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await market.Service.Deliver(Market.Executed(Guid.NewGuid(), LedgerOperations.Transfer, entry: 50) with
        {
            Lots = [.. new[] { one, other }.Select(x =>
                new LotSnapshot(x, Guid.NewGuid(), market.Bank.Id, "CNY", 50_000_00, LotStates.Live, [financed]))],
        });

        await market.Service.Overlap(Discharge(one, 60), () => market.Service.Deliver(Discharge(other, 61)));
        Assert.Equal("20000.00", (await market.LimitOf(market.Bank)).Amount("utilised"));

        // What the deal still uses is kept beside the limit, and bounds what a later discharge gives back.
        await market.Service.Deliver(Discharge(one, 62));
        Assert.Equal("0.00", (await market.LimitOf(market.Bank)).Amount("utilised"));

        static InstructionExecuted Discharge(Guid lot, long entry) =>
            Market.Executed(Guid.NewGuid(), LedgerOperations.Discharge, entry) with
            {
                Discharges = [new LotDischarge(lot, 40_000_00, 40_000_00, Guid.CreateVersion7())],
            };
    }

    private static Task<HttpResponseMessage> Withdraw(HttpClient maker, System.Text.Json.JsonElement approval)
    {
        var content = approval.GetProperty("content");
        return maker.Post(
            $"/api/financing-requests/{content.GetProperty("requestId").GetGuid()}/bids/{content.GetProperty("bidId").GetGuid()}/withdraw");
    }

    private static Task<HttpResponseMessage> Amend(Market market, HttpClient maker, Guid limit, int yuan) =>
        maker.Post($"/api/credit-limits/{limit}/amend", new
        {
            amount = new { amount = $"{yuan}.00", currency = "CNY" },
            until = market.Today.AddDays(100),
            suspended = false,
        });
}
