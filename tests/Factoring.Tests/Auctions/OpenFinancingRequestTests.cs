using System.Net;
using SupplyFinance.Contracts;
using SupplyFinance.Testing;

namespace SupplyFinance.Factoring.Tests.Auctions;

public class OpenFinancingRequestTests
{
    [Fact]
    public async Task A_request_opens_when_the_ledger_has_locked_its_lots()
    {
        await using var market = await Market.Open();
        await market.Eligible(market.Bank);
        var lot = await market.Lot(100_000_00);
        var supplier = await market.As(market.Supplier.Maker());
        var opening = await supplier.Post("/api/financing-requests", market.Asking([lot])).Json(HttpStatusCode.Accepted);
        var id = opening.GetProperty("id").GetGuid();
        Assert.Equal("opening", opening.Text("state"));
        var asked = Assert.Single(await market.Service.Sent<LockLots>());
        Assert.Equal((LockPurposes.Auction, id), (asked.Purpose, asked.Reference));
        Assert.Equal($"org:{market.Supplier.Id}", asked.SignedBy.Single().Party);
        var bank = await market.As(market.Bank.Viewer());
        await bank.GetAsync($"/api/financing-requests/{id}").Json(HttpStatusCode.NotFound);

        await market.Service.Deliver(Market.Executed(asked.InstructionId, LedgerOperations.Lock));
        Assert.Equal("open", await Market.State(bank, id));
        var disclosed = await market.Service.Sent<Disclosed>();
        Assert.Equal(
            [DisclosedObjects.Invoice, DisclosedObjects.Lot, DisclosedObjects.Receivable],
            disclosed.Select(x => x.ObjectKind).Order(StringComparer.Ordinal));
        Assert.All(disclosed, x => Assert.Equal((market.Bank.Id, 1L), (x.OrganisationId, x.Version)));
    }

    [Fact]
    public async Task A_lock_that_the_ledger_refuses_ends_the_request_with_its_reason()
    {
        await using var market = await Market.Open();
        var lot = await market.Lot(100_000_00);
        var supplier = await market.As(market.Supplier.Maker());
        var opening = await supplier.Post("/api/financing-requests", market.Asking([lot])).Json(HttpStatusCode.Accepted);
        var asked = Assert.Single(await market.Service.Sent<LockLots>());
        await market.Service.Deliver(Market.Refused(asked.InstructionId, LedgerOperations.Lock));
        var request = await supplier.GetAsync($"/api/financing-requests/{opening.GetProperty("id").GetGuid()}").Json();
        Assert.Equal(("refused", "lot-locked"), (request.Text("state"), request.Text("reason")));
    }

    [Theory]
    [InlineData("remaining-tenor-too-short", HttpStatusCode.UnprocessableEntity)]
    [InlineData("lot-not-free", HttpStatusCode.Conflict)]
    [InlineData("mixed-debtors", HttpStatusCode.UnprocessableEntity)]
    [InlineData("mixed-currencies", HttpStatusCode.UnprocessableEntity)]
    [InlineData("invoice-flagged", HttpStatusCode.UnprocessableEntity)]
    [InlineData("not-found", HttpStatusCode.NotFound)]
    [InlineData("lots", HttpStatusCode.UnprocessableEntity)]
    public async Task A_bundle_that_breaks_a_rule_is_refused_by_its_name(string code, HttpStatusCode status)
    {
        await using var market = await Market.Open();
        var good = await market.Lot(1_000_00);
        Guid[] lots = code switch
        {
            "remaining-tenor-too-short" => [good, await market.Lot(1_000_00, days: 14)],
            "lot-not-free" => [good, await market.Lot(1_000_00, lockPurpose: LockPurposes.Pledge)],
            "mixed-debtors" => [good, await market.Lot(1_000_00, debtorId: Guid.NewGuid())],
            "mixed-currencies" => [good, await market.Lot(1_000_00, currency: "EUR")],
            "invoice-flagged" => [await market.Lot(1_000_00, flags: ["near-duplicate"])],
            "not-found" => [good, Guid.NewGuid()],
            _ => [good, good],
        };
        Assert.Equal(code, await (await market.As(market.Supplier.Maker()))
            .Post("/api/financing-requests", market.Asking(lots)).Problem(status));
    }

    [Fact]
    public async Task Fifteen_days_to_the_due_date_are_enough()
    {
        await using var market = await Market.Open();
        await market.Request(await market.Lot(1_000_00, days: 15));
    }

    [Fact]
    public async Task Another_suppliers_lot_is_not_found()
    {
        await using var market = await Market.Open();
        var lot = await market.Lot(1_000_00);
        var other = await market.As(TestOrganisation.Supplier("Other").Maker());
        Assert.Equal("not-found", await other.Post("/api/financing-requests", market.Asking([lot])).Problem(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task A_window_shorter_than_policy_is_refused()
    {
        await using var market = await Market.Open();
        var lot = await market.Lot(1_000_00);
        Assert.Equal("window-too-short", await (await market.As(market.Supplier.Maker()))
            .Post("/api/financing-requests", market.Asking([lot], minutes: 0)).Problem(HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task A_bank_that_becomes_eligible_later_is_shown_the_open_request()
    {
        await using var market = await Market.Open();
        var request = await market.Request(await market.Lot(1_000_00));
        var bank = await market.As(market.Bank.Viewer());
        await bank.GetAsync($"/api/financing-requests/{request}").Json(HttpStatusCode.NotFound);
        await market.Eligible(market.Bank);
        Assert.Equal("open", await Market.State(bank, request));
        Assert.Equal(3, (await market.Service.Sent<Disclosed>()).Count);
    }

    [Fact]
    public async Task Strangers_see_neither_the_request_nor_that_it_exists()
    {
        await using var market = await Market.Open();
        var request = await market.Request(await market.Lot(1_000_00));
        foreach (var stranger in new[]
                 {
                     market.Debtor.Maker(), market.Bank.Maker(), TestOrganisation.Supplier("Other").Maker(),
                 })
        {
            var client = await market.As(stranger);
            await client.GetAsync($"/api/financing-requests/{request}").Json(HttpStatusCode.NotFound);
            Assert.Equal(0, (await client.GetAsync("/api/financing-requests").Json()).GetProperty("items").GetArrayLength());
        }
    }

    [Fact]
    public async Task Whoever_prefers_to_wait_is_answered_when_the_ledger_has_locked_the_lots()
    {
        await using var market = await Market.Open();
        var asking = market.Asking([await market.Lot(100_000_00)]);
        var maker = await market.As(market.Supplier.Maker());
        maker.DefaultRequestHeaders.Add("Prefer", "wait=30");
        var opening = maker.Post("/api/financing-requests", asking);
        var asked = await Wait.For("the lock", async () => (await market.Service.Sent<LockLots>()).SingleOrDefault(), x => x is not null);
        Assert.False(opening.IsCompleted);

        await market.Service.Deliver(Market.Executed(asked!.InstructionId, LedgerOperations.Lock));

        using var opened = await opening;
        Assert.Equal("wait", Assert.Single(opened.Headers.GetValues("Preference-Applied")));
        Assert.Equal("open", (await Task.FromResult(opened).Json()).GetProperty("state").GetString());
    }
}
