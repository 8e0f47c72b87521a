using System.Net;
using System.Text.Json;
using SupplyFinance.Contracts;
using SupplyFinance.Testing;
using static SupplyFinance.BankSettlement.Tests.CollectionSteps;

namespace SupplyFinance.BankSettlement.Tests;

public sealed class ReadCollectionsTests
{
    [Fact]
    public async Task A_debt_unpaid_after_its_due_date_is_overdue_and_grows_by_the_day()
    {
        await using var settlement = await Settlement.Start();
        var (receivable, title) = await Confirmed(settlement, 84_000);
        await title.Issue(receivable, settlement.Supplier.Id, 84_000);

        await Reach(settlement, receivable.DueDate.AddDays(39));
        await Until(settlement, receivable.Id, "overdue");

        var collection = await Collection(settlement, receivable.Id);
        Assert.Equal("7.28", collection.GetProperty("lateChargeOwed").GetProperty("amount").GetString());
        Assert.Equal("847.28", collection.GetProperty("totalOwed").GetProperty("amount").GetString());
        Assert.Contains(await settlement.Service.Sent<CollectionChanged>(), x => x.State == CollectionStates.Overdue);
    }

    [Fact]
    public async Task A_holder_sees_its_own_share_and_a_stranger_sees_nothing()
    {
        await using var settlement = await Settlement.Start();
        var (receivable, title, _) = await Financed(settlement);
        await Reach(settlement, receivable.DueDate);
        await title.Settle();
        await Pay(settlement, receivable, "12000.00", payouts: 3);

        var holder = await (await settlement.Service.As(TierTwo.Viewer()))
            .GetAsync($"/api/collections/{receivable.Id}").Json();
        var share = Assert.Single(holder.GetProperty("shares").EnumerateArray());
        Assert.Equal("2400.00", share.GetProperty("toHolder").GetProperty("amount").GetString());
        Assert.Equal(JsonValueKind.Null, holder.GetProperty("receipts").ValueKind);
        var stranger = await settlement.Service.As(TestOrganisation.Bank("Second Bank").Viewer());
        Assert.Equal("not-found", await stranger.GetAsync($"/api/collections/{receivable.Id}")
            .Problem(HttpStatusCode.NotFound));
        Assert.Empty((await stranger.GetAsync("/api/collections").Json()).GetProperty("items").EnumerateArray());
    }
}
