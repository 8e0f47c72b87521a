using System.Net;
using SupplyFinance.Testing;
using static SupplyFinance.BankSettlement.Tests.CollectionSteps;

namespace SupplyFinance.BankSettlement.Tests;

public sealed class ResolveSettlementExceptionTests
{
    [Fact]
    public async Task Suspended_money_is_given_to_its_collection_by_the_owners_four_eyes()
    {
        await using var settlement = await Settlement.Start();
        var (receivable, title) = await Confirmed(settlement, 10_000);
        await title.Issue(receivable, settlement.Supplier.Id, 10_000);
        await Reach(settlement, receivable.DueDate);
        await title.Settle();
        await settlement.Transfer("5001", "5009", "100.00", "invoice 4711");
        var exception = Assert.Single(await settlement.UntilException("unknown-reference")).GetProperty("id").GetGuid();

        var maker = await settlement.Service.As(settlement.Debtor.Maker());
        var proposal = await maker.Post(
            $"/api/settlement-exceptions/{exception}/resolve",
            new { note = "It is for this one", collectionId = receivable.Id })
            .Json(HttpStatusCode.Accepted);
        await settlement.Approve(settlement.Debtor.Checker(), proposal).Json();

        await PaidOut(settlement, receivable, 1);
        await title.Settle();
        Assert.Empty(title.Live);
        Assert.Equal("100.00", await Received(settlement, "1001"));
        var balances = await settlement.Balances();
        Assert.Equal(("0.00", "0.00"), (balances["suspense/5009"], balances["cash/5009"]));
    }
}
