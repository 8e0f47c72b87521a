using System.Net;
using SupplyFinance.Testing;

namespace SupplyFinance.Factoring.Tests.Admissions;

public class SupplierAdmissionTests
{
    [Fact]
    public async Task An_admission_is_in_force_once_the_supplier_accepts_the_same_text()
    {
        await using var market = await Market.Open();
        var admission = await Offer(market, "2026-1", Market.Hash);
        Assert.Equal("offered", admission.Text("state"));
        var supplier = await market.As(market.Supplier.Maker());
        var path = $"/api/supplier-admissions/{admission.Text("id")}/accept";
        Assert.Equal("framework-differs", await supplier.Post(
            path, new { frameworkVersion = "2026-1", frameworkHash = new string('0', 64) }).Problem(HttpStatusCode.Conflict));
        var accepted = await supplier.Post(path, new { frameworkVersion = "2026-1", frameworkHash = Market.Hash }).Json();
        Assert.Equal("in-force", accepted.Text("state"));
    }

    [Fact]
    public async Task A_new_version_must_be_accepted_anew_before_the_bank_can_bid()
    {
        await using var market = await Market.Open();
        await market.Eligible(market.Bank);
        var request = await market.Request(await market.Lot(1_000_00));
        var renewed = await Offer(market, "2026-2", new string('a', 64));
        Assert.Equal("offered", renewed.Text("state"));
        Assert.Equal("supplier-not-admitted", await (await market.As(market.Bank.Maker()))
            .Post($"/api/financing-requests/{request}/bids", market.Offer()).Problem(HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task Offering_again_what_both_accepted_leaves_it_in_force()
    {
        await using var market = await Market.Open();
        await market.Admit(market.Bank);
        var again = await (await market.As(market.Bank.Maker())).Post("/api/supplier-admissions", new
        {
            id = Guid.CreateVersion7(),
            supplierId = market.Supplier.Id,
            frameworkVersion = "2026-1",
            frameworkHash = Market.Hash,
        }).Json();
        Assert.Equal("in-force", again.Text("state"));
    }

    [Fact]
    public async Task An_ended_admission_forbids_the_acceptance_of_a_bid_that_stands()
    {
        await using var market = await Market.Open();
        var (request, bid, _) = await market.Closed();
        var bank = await market.As(market.Bank.Maker());
        var id = (await bank.GetAsync("/api/supplier-admissions").Json()).GetProperty("items")[0].Text("id");
        Assert.Equal("ended", (await bank.Post($"/api/supplier-admissions/{id}/end").Json()).Text("state"));
        Assert.Equal("supplier-not-admitted", await (await market.As(market.Supplier.Maker()))
            .Post($"/api/financing-requests/{request}/accept", new { bidId = bid }).Problem(HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task Another_suppliers_admission_is_not_found()
    {
        await using var market = await Market.Open();
        var admission = await Offer(market, "2026-1", Market.Hash);
        var other = await market.As(TestOrganisation.Supplier("Other").Maker());
        await other.GetAsync($"/api/supplier-admissions/{admission.Text("id")}").Json(HttpStatusCode.NotFound);
        await other.Post(
            $"/api/supplier-admissions/{admission.Text("id")}/accept",
            new { frameworkVersion = "2026-1", frameworkHash = Market.Hash }).Json(HttpStatusCode.NotFound);
    }

    private static async Task<System.Text.Json.JsonElement> Offer(Market market, string version, string hash) =>
        await (await market.As(market.Bank.Maker())).Post("/api/supplier-admissions", new
        {
            id = Guid.CreateVersion7(),
            supplierId = market.Supplier.Id,
            frameworkVersion = version,
            frameworkHash = hash,
        }).Json(HttpStatusCode.Created);
}
