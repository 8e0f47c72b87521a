using System.Net;
using System.Text.Json;
using SupplyFinance.Contracts;
using SupplyFinance.Testing;

namespace SupplyFinance.Factoring.Tests.Deals;

public class CarryOutTests
{
    [Fact]
    public async Task A_deal_runs_from_the_claim_to_the_notice()
    {
        await using var market = await Market.Open();
        var (_, deal) = await Accepted(market);
        await Paid(market, deal);
        var transfer = Assert.Single(await market.Service.Sent<TransferLots>());
        await market.Service.Deliver(Market.Executed(transfer.InstructionId, LedgerOperations.Transfer));

        var bank = await market.As(market.Bank.Viewer());
        var completed = await bank.GetAsync($"/api/deals/{deal}").Json();
        Assert.Equal("completed", completed.Text("state"));
        Assert.True(completed.GetProperty("lots")[0].GetProperty("transferred").GetBoolean());
        Assert.Equal(
            [DealStates.Claiming, DealStates.Locking, DealStates.Paying, DealStates.Transferring, DealStates.Completed],
            (await market.Service.Sent<DealChanged>()).Select(x => x.State));

        var debtor = await market.As(market.Debtor.Maker());
        var notice = await debtor.GetAsync($"/api/deals/{deal}/notice").Json();
        Assert.Equal("DE02120300000000202051", notice.GetProperty("collectionAccount").Text("number"));
        Assert.Equal(JsonValueKind.Null, notice.GetProperty("readAt").ValueKind);
        await debtor.Post($"/api/deals/{deal}/notice/read").Json();
        var read = await bank.GetAsync($"/api/deals/{deal}/notice").Json();
        Assert.NotEqual(JsonValueKind.Null, read.GetProperty("readAt").ValueKind);
        Assert.Equal("completed", await Market.State(
            await market.As(market.Supplier.Viewer()), completed.GetProperty("financingRequestId").GetGuid()));
    }

    [Fact]
    public async Task Messages_that_come_twice_change_nothing_the_second_time()
    {
        await using var market = await Market.Open();
        var (_, deal) = await Accepted(market);
        await Paid(market, deal);
        await Paid(market, deal);
        Assert.Single((await market.Service.Sent<InstructPayment>()).DistinctBy(x => x.PaymentId));
        Assert.Single(await market.Service.Sent<TransferLots>());
        Assert.Equal(4, (await market.Service.Sent<DealChanged>()).Count);
    }

    [Fact]
    public async Task A_payment_that_never_executes_gives_everything_back()
    {
        await using var market = await Market.Open();
        var (lot, deal) = await Accepted(market);
        var payment = await Locked(market, deal);
        await market.Service.Deliver(new PaymentWillNeverExecute(payment.PaymentId, deal, "rejected by the bank"));
        var release = Assert.Single(await market.Service.Sent<ReleaseLots>());
        Assert.Equal(deal, release.LockReference);
        Assert.Equal("100000.00", (await market.LimitOf(market.Bank)).Amount("utilised"));

        await market.Service.Deliver(Market.Executed(release.InstructionId, LedgerOperations.Release));
        Assert.Single(await market.Service.Sent<ReleaseInvoiceClaim>());
        Assert.Equal("0.00", (await market.LimitOf(market.Bank)).Amount("utilised"));
        var failed = await (await market.As(market.Supplier.Viewer())).GetAsync($"/api/deals/{deal}").Json();
        Assert.Equal(("failed", "rejected by the bank"), (failed.Text("state"), failed.Text("reason")));

        var request = await market.Request(lot);
        var bid = await market.Bid(request, market.Bank);
        await market.Close(request);
        Assert.Equal("claiming", (await market.Accept(request, bid)).Text("state"));
    }

    [Fact]
    public async Task A_lot_is_in_one_active_deal_at_a_time()
    {
        await using var market = await Market.Open();
        var (lot, _) = await Accepted(market);
        var request = await market.Request(lot);
        var bid = await market.Bid(request, market.Bank);
        await market.Close(request);
        var approval = await (await market.As(market.Supplier.Maker()))
            .Post($"/api/financing-requests/{request}/accept", new { bidId = bid }).Json(HttpStatusCode.Accepted);
        Assert.Equal("lot-already-financed", await (await market.As(market.Supplier.Checker()))
            .Approve("factoring", approval).Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task The_gate_holds_the_payment_until_the_bank_records_the_registration()
    {
        await using var market = await Market.Open(settings => settings.Own[FactoringPolicy.RegistrationSetting] = "true");
        var (_, deal) = await Accepted(market);
        await Claimed(market, deal);
        Assert.Empty(await market.Service.Sent<InstructPayment>());
        var registered = await (await market.As(market.Bank.Maker())).Post(
            $"/api/deals/{deal}/registration",
            new { reference = "ZDW-2026-1", registeredAt = market.Service.Clocks.BusinessNow }).Json();
        Assert.Equal(("paying", "ZDW-2026-1"), (registered.Text("state"), registered.Text("registrationReference")));
        Assert.Single(await market.Service.Sent<InstructPayment>());
    }

    [Fact]
    public async Task A_discharge_releases_the_utilised_limit_in_proportion_once_per_entry()
    {
        await using var market = await Market.Open();
        var (_, deal) = await Accepted(market);
        await Paid(market, deal);
        var transfer = Assert.Single(await market.Service.Sent<TransferLots>());
        var financed = transfer.Outputs.Single().LotId;
        await market.Service.Deliver(Market.Executed(transfer.InstructionId, LedgerOperations.Transfer));
        var rest = Guid.NewGuid();
        var part = Market.Executed(Guid.NewGuid(), LedgerOperations.Discharge, entry: 70) with
        {
            Discharges = [new LotDischarge(financed, 60_000_00, 60_000_00, rest)],
        };
        await market.Service.Deliver(part);
        await market.Service.Deliver(part);
        Assert.Equal("40000.00", (await market.LimitOf(market.Bank)).Amount("utilised"));

        await market.Service.Deliver(Market.Executed(Guid.NewGuid(), LedgerOperations.Discharge, entry: 71) with
        {
            Discharges = [new LotDischarge(rest, 40_000_00, 40_000_00, Guid.NewGuid())],
        });
        Assert.Equal("0.00", (await market.LimitOf(market.Bank)).Amount("utilised"));
    }

    [Fact]
    public async Task A_debtor_that_bears_no_cost_sees_the_deal_without_its_price()
    {
        await using var market = await Market.Open();
        var (_, deal) = await Accepted(market);
        var seen = await (await market.As(market.Debtor.Viewer())).GetAsync($"/api/deals/{deal}").Json();
        Assert.Equal("100000.00", seen.Amount("face"));
        foreach (var hidden in new[] { "cashToday", "cost", "ratePpm", "advancePpm" })
            Assert.Equal(JsonValueKind.Null, seen.GetProperty(hidden).ValueKind);
        Assert.Equal(JsonValueKind.Null, seen.GetProperty("lots")[0].GetProperty("discount").ValueKind);
    }

    [Fact]
    public async Task Strangers_see_neither_deal_nor_notice()
    {
        await using var market = await Market.Open();
        var (_, deal) = await Accepted(market);
        var stranger = await market.As(market.SecondBank.Maker());
        await stranger.GetAsync($"/api/deals/{deal}").Json(HttpStatusCode.NotFound);
        await stranger.GetAsync($"/api/deals/{deal}/notice").Json(HttpStatusCode.NotFound);
        await stranger.Post(
            $"/api/deals/{deal}/registration", new { reference = "x", registeredAt = DateTimeOffset.UnixEpoch })
            .Json(HttpStatusCode.NotFound);
        await stranger.Post($"/api/deals/{deal}/give-up", new { reason = "x" }).Json(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Giving_up_an_instructed_payment_only_asks_for_its_cancellation()
    {
        await using var market = await Market.Open();
        var (_, deal) = await Accepted(market);
        var payment = await Locked(market, deal);
        var answer = await (await market.As(market.Supplier.Maker()))
            .Post($"/api/deals/{deal}/give-up", new { reason = "found cash elsewhere" }).Json(HttpStatusCode.Accepted);
        Assert.Equal("paying", answer.Text("state"));
        Assert.Equal(payment.PaymentId, Assert.Single(await market.Service.Sent<CancelPayment>()).PaymentId);
    }

    [Fact]
    public async Task Whoever_prefers_to_wait_for_an_acceptance_hears_whether_the_deal_is_bound()
    {
        await using var market = await Market.Open();
        var (request, bid, _) = await market.Closed();
        var approval = await (await market.As(market.Supplier.Maker()))
            .Post($"/api/financing-requests/{request}/accept", new { bidId = bid }).Json(HttpStatusCode.Accepted);
        var checker = await market.As(market.Supplier.Checker());
        checker.DefaultRequestHeaders.Add("Prefer", "wait=30");
        var approving = checker.Approve("factoring", approval);
        var claim = await Wait.For("the claim", async () => (await market.Service.Sent<ClaimInvoices>()).SingleOrDefault(), x => x is not null);
        Assert.False(approving.IsCompleted);

        await Claimed(market, claim!.DealId);

        Assert.Equal("paying", (await approving.Json()).Text("state"));
    }

    [Fact]
    public async Task Whoever_prefers_to_wait_for_a_deal_to_be_given_up_hears_what_became_of_its_payment()
    {
        await using var market = await Market.Open();
        var (_, deal) = await Accepted(market);
        var payment = await Locked(market, deal);
        var maker = await market.As(market.Supplier.Maker());
        maker.DefaultRequestHeaders.Add("Prefer", "wait=30");
        var givingUp = maker.Post($"/api/deals/{deal}/give-up", new { reason = "found cash elsewhere" });
        await Wait.Until("the cancellation", async () => (await market.Service.Sent<CancelPayment>()).Count == 1);
        Assert.False(givingUp.IsCompleted);

        await market.Service.Deliver(new PaymentSettled(
            payment.PaymentId, deal, payment.Currency, payment.Amount, payment.ValueDate, "bank-1"));

        Assert.Equal(DealStates.Transferring, (await givingUp.Json()).Text("state"));
    }

    private static async Task<(Guid Lot, Guid Deal)> Accepted(Market market)
    {
        var (request, bid, lot) = await market.Closed();
        return (lot, (await market.Accept(request, bid)).GetProperty("id").GetGuid());
    }

    private static async Task Claimed(Market market, Guid deal)
    {
        var claim = (await market.Service.Sent<ClaimInvoices>()).Single(x => x.DealId == deal);
        await market.Service.Deliver(new InvoicesClaimed(claim.ClaimId, deal));
        var locking = (await market.Service.Sent<LockLots>()).First(x => x.Reference == deal);
        await market.Service.Deliver(Market.Executed(locking.InstructionId, LedgerOperations.Lock));
    }

    private static async Task<InstructPayment> Locked(Market market, Guid deal)
    {
        await Claimed(market, deal);
        return (await market.Service.Sent<InstructPayment>()).First(x => x.DealId == deal);
    }

    private static async Task Paid(Market market, Guid deal)
    {
        var payment = await Locked(market, deal);
        await market.Service.Deliver(new PaymentSettled(
            payment.PaymentId, deal, payment.Currency, payment.Amount, payment.ValueDate, "bank-1"));
        var seen = await (await market.As(market.Bank.Viewer())).GetAsync($"/api/deals/{deal}").Json();
        Assert.Equal(DealStates.Transferring, seen.Text("state"));
    }
}
