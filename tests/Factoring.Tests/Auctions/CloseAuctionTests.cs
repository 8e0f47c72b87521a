using System.Net;
using System.Text;
using SupplyFinance.Contracts;
using SupplyFinance.Testing;

namespace SupplyFinance.Factoring.Tests.Auctions;

public class CloseAuctionTests
{
    private static readonly Platform.Data.Sql Unwraps = Platform.Data.Sql.Of("select request_id from auction_key_unwrap");

    [Fact]
    public async Task After_the_close_the_cost_bearer_sees_the_offers_ranked_with_their_prices()
    {
        await using var market = await Market.Open();
        await market.Eligible(market.Bank, market.SecondBank);
        var request = await market.Request(await market.Lot(1_000_000_00, days: 91));
        var trap = await market.Bid(request, market.Bank, market.Offer(40_000, "ACT/360"));
        var better = await market.Bid(request, market.SecondBank, market.Offer(40_300, "ACT/365F"));
        await market.Close(request);

        var supplier = await market.As(market.Supplier.Viewer());
        var offers = (await supplier.GetAsync($"/api/financing-requests/{request}/bids").Json()).GetProperty("items");
        Assert.Equal([better, trap], offers.EnumerateArray().Select(x => x.GetProperty("bidId").GetGuid()));
        Assert.Equal(("9936.99", "10000.00"), (offers[0].Amount("cost"), offers[1].Amount("cost")));
        Assert.Equal(("990063.01", "990000.00"), (offers[0].Amount("cashToday"), offers[1].Amount("cashToday")));
        Assert.Equal((1, 2), (offers[0].GetProperty("place").GetInt32(), offers[1].GetProperty("place").GetInt32()));
        Assert.Equal(40_704, offers[0].GetProperty("allInRatePpm").GetInt64());
    }

    [Fact]
    public async Task Nothing_of_a_bid_is_in_the_database_in_clear_before_the_close()
    {
        await using var market = await Market.Open();
        await market.Eligible(market.Bank);
        var request = await market.Request(await market.Lot(1_000_000_00));
        await market.Bid(request, market.Bank, market.Offer(47_113, "30E/360", fees: "8642.97"));

        string[] secrets = ["47113", "30E/360", "864297", "8642.97", "ratePpm"];
        var sealedFiles = await Files(market);
        Assert.DoesNotContain(secrets, secret => sealedFiles.Contains(secret, StringComparison.Ordinal));

        await market.Close(request);
        var openFiles = await Files(market);
        Assert.Contains("47113", openFiles, StringComparison.Ordinal);
        Assert.Contains("864297", openFiles, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_the_close_nobody_but_the_bidder_sees_anything_of_a_bid()
    {
        await using var market = await Market.Open();
        await market.Eligible(market.Bank, market.SecondBank);
        var request = await market.Request(await market.Lot(1_000_000_00));
        var supplier = await market.As(market.Supplier.Maker());
        var before = await supplier.GetStringAsync($"/api/financing-requests/{request}");
        await market.Bid(request, market.Bank);
        var path = $"/api/financing-requests/{request}/bids";

        var own = (await (await market.As(market.Bank.Viewer())).GetAsync(path).Json()).GetProperty("items");
        Assert.Equal(40_000, own[0].GetProperty("ratePpm").GetInt32());
        foreach (var waiting in new[] { market.Supplier.Maker(), TestOrganisation.Auditor().Viewer() })
            Assert.Equal("auction-open", await (await market.As(waiting)).GetAsync(path).Problem(HttpStatusCode.Conflict));
        foreach (var other in new[] { market.SecondBank.Maker(), market.Debtor.Maker(), TestOrganisation.Operator().Maker() })
            Assert.Equal("not-found", await (await market.As(other)).GetAsync(path).Problem(HttpStatusCode.NotFound));

        Assert.Equal(before, await supplier.GetStringAsync($"/api/financing-requests/{request}"));
    }

    [Fact]
    public async Task After_the_close_the_operator_and_other_banks_still_see_no_bid()
    {
        await using var market = await Market.Open();
        var (request, _, _) = await market.Closed();
        foreach (var other in new[] { market.SecondBank.Maker(), market.Debtor.Maker(), TestOrganisation.Operator().Maker() })
        {
            Assert.Equal("not-found", await (await market.As(other)).GetAsync($"/api/financing-requests/{request}/bids")
                .Problem(HttpStatusCode.NotFound));
        }
    }

    [Fact]
    public async Task A_request_without_bids_ends_with_its_lock_released()
    {
        await using var market = await Market.Open();
        await market.Eligible(market.Bank);
        var lot = await market.Lot(1_000_000_00);
        var request = await market.Request(lot);
        var proposed = await market.Propose(request, market.Bank);
        await market.Close(request);

        Assert.Equal("no-bids", await Market.State(await market.As(market.Supplier.Viewer()), request));
        var released = Assert.Single(await market.Service.Sent<ReleaseLots>());
        Assert.Equal((request, lot), (released.LockReference, released.LotIds.Single()));
        var checker = await market.As(market.Bank.Checker());
        Assert.Equal("approval-decided", await checker.Approve("factoring", proposed).Problem(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Each_unwrapping_of_an_auctions_key_is_logged()
    {
        await using var market = await Market.Open();
        var (request, _, _) = await market.Closed();
        Assert.Equal([request], await market.Service.Database.Read(work => work.Query<Guid>(Unwraps)));
    }

    [Fact]
    public async Task An_auction_that_should_have_closed_while_the_service_was_down_closes_at_the_next_start()
    {
        using var folder = new TemporaryFolder();
        Guid request;
        await using (var market = await Market.Open(dataFolder: folder.Path))
        {
            request = await market.Request(await market.Lot(1_000_00));
            await market.Service.Drained();
        }

        await using var again = await Market.Open(dataFolder: folder.Path);
        await again.Service.Deliver(new BusinessClockMoved(Guid.NewGuid(), 1, 3_600_000_000));
        var reader = await again.As(TestOrganisation.Auditor().Viewer());
        Assert.Equal("no-bids", await Wait.For("the close", () => Market.State(reader, request), state => state != "open"));
    }

    private static async Task<string> Files(Market market)
    {
        await market.Service.Drained();
        var text = new StringBuilder();
        foreach (var path in Directory.GetFiles(market.Service.DataFolder, "*.db*"))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file, Encoding.Latin1);
            text.Append(await reader.ReadToEndAsync());
        }

        return text.Append(await TestDatabaseCopies.Everything(market.Service.Database)).ToString();
    }
}
