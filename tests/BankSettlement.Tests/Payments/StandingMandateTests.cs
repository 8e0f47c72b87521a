using SupplyFinance.Testing;
using static SupplyFinance.BankSettlement.Tests.CollectionSteps;

namespace SupplyFinance.BankSettlement.Tests;

public sealed class StandingMandateTests
{
    [Fact]
    public async Task A_payout_whose_payee_changed_its_account_goes_to_the_new_one()
    {
        await using var settlement = await Settlement.Start();
        var (receivable, title) = await Confirmed(settlement, 10_000);
        await title.Issue(receivable, settlement.Supplier.Id, 10_000);
        await settlement.Service.Deliver((settlement.Supplier with { BankAccounts = [] }).Changed(version: 2));
        await Reach(settlement, receivable.DueDate);
        await title.Settle();
        await Transfer(settlement, receivable, "100.00");
        await Wait.For("the payout", () => settlement.Payments("&state=instructed"), x => x.Count == 1);
        var tomorrow = settlement.Service.Clocks.BusinessNow.AddDays(1);
        var cooling = Settlement.Account("4004") with { UsableFrom = tomorrow };

        await settlement.Service.Deliver((settlement.Supplier with { BankAccounts = [cooling] }).Changed(version: 3));
        Assert.Equal("0.00", await Received(settlement, "4004"));
        settlement.Service.Advance(TimeSpan.FromDays(2));
        settlement.Time.Advance(TimeSpan.FromMinutes(1));

        await PaidOut(settlement, receivable, 1);
        Assert.Equal("100.00", await Received(settlement, "4004"));
    }

    [Fact]
    public async Task A_payout_without_a_usable_account_waits_and_goes_when_there_is_one()
    {
        await using var settlement = await Settlement.Start();
        var (receivable, title) = await Confirmed(settlement, 10_000);
        var homeless = TestOrganisation.Supplier("New Supplier");
        await settlement.Service.Know(homeless.Viewer());
        await title.Issue(receivable, homeless.Id, 10_000);
        await Reach(settlement, receivable.DueDate);
        await title.Settle();
        await Transfer(settlement, receivable, "100.00");
        var waiting = Assert.Single(await Wait.For(
            "the payout", () => settlement.Payments("&state=instructed"), x => x.Count == 1));
        Assert.Equal("no-usable-account", waiting.GetProperty("reason").GetString());

        await settlement.Service.Deliver(
            (homeless with { BankAccounts = [Settlement.Account("3003")] }).Changed(version: 2));

        await Wait.Until("the payout", async () => await Received(settlement, "3003") == "100.00");
    }
}
