using SupplyFinance.Contracts;
using SupplyFinance.Testing;
using static SupplyFinance.BankSettlement.Tests.CollectionSteps;

namespace SupplyFinance.BankSettlement.Tests;

public sealed class OpenCollectionTests
{
    [Fact]
    public async Task A_confirmed_receivable_is_owed_once_under_a_valid_reference_to_the_debtors_collection_account()
    {
        await using var settlement = await Settlement.Start();
        var (receivable, _) = await Confirmed(settlement, 10_000);
        await settlement.Service.Deliver(receivable with { Version = 4 });

        var collection = await Collection(settlement, receivable.Id);

        Assert.True(CreditorReference.IsValid(collection.GetProperty("payWithReference").GetString()));
        Assert.Equal("5009", collection.GetProperty("payToAccount").GetString());
        var told = Assert.Single(await settlement.Service.Sent<CollectionChanged>());
        Assert.Equal((receivable.Id, 1L, 10_000L, "open"), (told.Id, told.Version, told.Principal, told.State));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_collection_takes_an_account_when_its_cooling_time_is_over(bool isVerifiedBefore)
    {
        await using var settlement = await Settlement.Start();
        var resting = Settlement.Account("6009", BankAccountPurposes.Collection) with
        {
            Currency = "EUR", UsableFrom = settlement.Service.Clocks.BusinessNow.AddDays(1),
        };
        var debtor = settlement.Debtor with { BankAccounts = [.. settlement.Debtor.BankAccounts, resting] };
        if (isVerifiedBefore) await settlement.Service.Deliver(debtor.Changed(version: 2));
        var (other, _) = await Confirmed(settlement, 10_000);
        var receivable = other with { Id = Guid.CreateVersion7(), Currency = "EUR" };
        await settlement.Service.Deliver(receivable);
        if (!isVerifiedBefore) await settlement.Service.Deliver(debtor.Changed(version: 2));
        Assert.Equal(System.Text.Json.JsonValueKind.Null,
            (await Collection(settlement, receivable.Id)).GetProperty("payToAccount").ValueKind);

        settlement.Service.Advance(TimeSpan.FromDays(1));

        await Wait.For("the account", async () =>
            (await Collection(settlement, receivable.Id)).GetProperty("payToAccount").GetString(), x => x == "6009");
    }

    [Fact]
    public async Task An_account_that_is_registered_at_the_moment_of_the_opening_is_not_missed()
    {
        await using var settlement = await Settlement.Start(isConnected: false);
        var debtor = TestOrganisation.CoreEnterprise("New Buyer");
        await settlement.Service.Know(debtor.Viewer());
        var receivable = new ReceivableChanged(
            Guid.CreateVersion7(), 3, settlement.Supplier.Id, debtor.Id, [], "CNY", 100, 100,
            settlement.Service.Clocks.BusinessToday.AddDays(60), ReceivableStates.Confirmed, Guid.CreateVersion7(), 0,
            "ACT/360", settlement.Service.Clocks.BusinessToday);
        var registered = debtor with { BankAccounts = [Settlement.Account("5010", BankAccountPurposes.Collection)] };

        await settlement.Service.Overlap(
            receivable, () => settlement.Service.Deliver(registered.Changed(version: 2)));

        var seen = await (await settlement.Service.As(debtor.Viewer())).GetAsync($"/api/collections/{receivable.Id}").Json();
        Assert.Equal("5010", seen.GetProperty("payToAccount").GetString());
    }

    [Fact]
    public async Task A_receivable_that_is_only_proposed_is_not_owed()
    {
        await using var settlement = await Settlement.Start();
        var (receivable, _) = await Confirmed(settlement, 10_000);

        await settlement.Service.Deliver(receivable with
        {
            Id = Guid.CreateVersion7(), State = ReceivableStates.Proposed, ConfirmedAmount = null,
        });

        Assert.Single(await settlement.Service.Sent<CollectionChanged>());
    }

    [Fact]
    public async Task A_consumer_that_asks_gets_the_current_state_again()
    {
        await using var settlement = await Settlement.Start();
        await Confirmed(settlement, 10_000);

        await settlement.Service.Deliver(new StateRequested(nameof(CollectionChanged), "factoring"));
        await Wait.For("the state again", () => settlement.Service.Sent<CollectionChanged>(), x => x.Count == 2);

        var told = await settlement.Service.Sent<CollectionChanged>();
        Assert.Equal(told[0], told[1]);
    }
}
