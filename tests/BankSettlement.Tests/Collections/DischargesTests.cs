using SupplyFinance.Contracts;
using SupplyFinance.Testing;
using static SupplyFinance.BankSettlement.Tests.CollectionSteps;

namespace SupplyFinance.BankSettlement.Tests;

public sealed class DischargesTests
{
    [Fact]
    public async Task A_refused_discharge_is_listed_and_tried_again_under_a_new_instruction_and_the_money_stays_paid()
    {
        await using var settlement = await Settlement.Start();
        var (receivable, title) = await Confirmed(settlement, 10_000);
        await title.Issue(receivable, settlement.Supplier.Id, 10_000);
        await Reach(settlement, receivable.DueDate);
        await title.Settle();
        await Pay(settlement, receivable, "100.00", payouts: 1);
        var refused = Assert.Single(await settlement.Service.Sent<DischargeLots>());

        await settlement.Service.Deliver(
            new InstructionRefused(refused.InstructionId, "discharge", "frozen", "By order", null));
        Assert.Single(await settlement.UntilException("discharge-refused"));
        title.Ignore(refused.InstructionId);
        await Wait.Until("another try", async () =>
        {
            settlement.Time.Advance(TimeSpan.FromSeconds(15));
            return (await settlement.Service.Sent<DischargeLots>()).Count > 1;
        });
        await title.Settle();

        Assert.Empty(title.Live);
        var again = (await settlement.Service.Sent<DischargeLots>())[^1];
        Assert.NotEqual(refused.InstructionId, again.InstructionId);
        Assert.Equal(refused.ReceiptReference, again.ReceiptReference);
        Assert.Equal("100.00", await Received(settlement, "1001"));
    }

    [Fact]
    public async Task Two_receipts_at_once_are_discharged_one_after_the_other()
    {
        await using var settlement = await Settlement.Start();
        var (receivable, title) = await Confirmed(settlement, 10_000);
        await title.Issue(receivable, settlement.Supplier.Id, 10_000);
        await Reach(settlement, receivable.DueDate);
        await title.Settle();

        await Pay(settlement, receivable, "60.00", payouts: 1);
        await Pay(settlement, receivable, "40.00", payouts: 2);
        Assert.Single(await settlement.Service.Sent<DischargeLots>());
        await title.Settle();

        Assert.Empty(title.Live);
        Assert.Equal(
            [6_000L, 4_000L], (await settlement.Service.Sent<DischargeLots>())
            .Select(x => x.Discharges[0].FaceExtinguished));
    }
}
