using SupplyFinance.Contracts;

namespace SupplyFinance.Factoring.Tests.Auctions;

public class RepublishDisclosuresTests
{
    [Fact]
    public async Task Open_requests_are_disclosed_again_to_banks_and_accepted_ones_to_the_winner()
    {
        await using var market = await Market.Open();
        var (accepted, bid, lot) = await market.Closed();
        await market.Accept(accepted, bid);
        var openLot = await market.Lot(1_000_00);
        await market.Request(openLot);
        var before = (await market.Service.Sent<Disclosed>()).Count;

        await market.Service.Deliver(new StateRequested(nameof(Disclosed), "receivable"));
        var again = (await market.Service.Sent<Disclosed>()).Skip(before)
            .Where(x => x.ObjectKind == DisclosedObjects.Lot).ToList();
        Assert.Equal([lot, openLot], again.Select(x => x.ObjectIds.Single()));
        Assert.All(again, x => Assert.Equal(market.Bank.Id, x.OrganisationId));
        Assert.Null(again[0].Until);
        Assert.NotNull(again[1].Until);
    }
}
