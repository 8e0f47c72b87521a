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
