using SupplyFinance.Contracts;

namespace SupplyFinance.Factoring.Tests.Deals;

public class RepublishDealsTests
{
    [Fact]
    public async Task A_service_that_asks_for_deals_is_told_their_current_state_again()
    {
        await using var market = await Market.Open();
        var (request, bid, _) = await market.Closed();
        await market.Accept(request, bid);
        var first = Assert.Single(await market.Service.Sent<DealChanged>());
        await market.Service.Deliver(new StateRequested(nameof(DealChanged), "bank-settlement"));
        var told = await market.Service.Sent<DealChanged>();
        Assert.Equal(2, told.Count);
        Assert.Equal((first.Id, first.Version, first.State), (told[1].Id, told[1].Version, told[1].State));
    }
}
