using SupplyFinance.Contracts;
using SupplyFinance.Testing;
using static SupplyFinance.BankSettlement.Tests.CollectionSteps;

namespace SupplyFinance.BankSettlement.Tests;

public sealed class MaturityTests
{
    [Fact]
    public async Task Twenty_thousand_paid_late_in_two_parts_reaches_every_bank_account_to_the_cent()
    {
        await using var settlement = await Settlement.Start();
        var (receivable, title, _) = await Financed(settlement);
        await Reach(settlement, receivable.DueDate);
        await title.Settle();
        Assert.All(title.Live, x => Assert.Equal(LockPurposes.Collection, x.LockPurpose));

        await Pay(settlement, receivable, "12000.00", payouts: 3);
        await title.Settle();
        Assert.Equal([160_000L, 240_000L, 400_000L], title.Live.Select(x => x.Amount).Order());
        Assert.Equal(["2400.00", "3600.00", "6000.00"], await PaidOut(settlement));

        await Reach(settlement, receivable.DueDate.AddDays(39));
        await Pay(settlement, receivable, "8069.33", payouts: 6);
        await title.Settle();

        Assert.Empty(title.Live);
        Assert.Equal("8334.66", await Received(settlement, "7001"));
        Assert.Equal(
            "7720.80", await Received(settlement, "1001")); // its own lot B 6,020.80 and its reserve of lot A 1,700.00
        Assert.Equal("4013.87", await Received(settlement, "2002"));
        var collection = await Collection(settlement, receivable.Id);
        Assert.Equal("paid", collection.GetProperty("state").GetString());
        Assert.Equal("69.33", collection.GetProperty("lateChargePaid").GetProperty("amount").GetString());
        var balances = await settlement.Balances();
        Assert.Equal("0.00", balances["cash/5009"]);
        Assert.Equal(("0.00", "0.00"),
            (balances[$"reserve/{settlement.Supplier.Id}"], balances[$"purchased/{settlement.Financier.Id}"]));
        Assert.Equal("-300.00", balances[$"fees/{settlement.Financier.Id}"]);
        Assert.All(balances.Where(x => x.Key.StartsWith("held/", StringComparison.Ordinal)), x =>
            Assert.Equal("0.00", x.Value));
        Assert.All(balances.Where(x => x.Key.StartsWith("payable/", StringComparison.Ordinal)), x =>
            Assert.Equal("0.00", x.Value));
        var last = (await settlement.Service.Sent<CollectionChanged>())[^1];
        Assert.Equal((2_000_000L, 6_933L, "paid"), (last.PrincipalPaid, last.LateChargePaid, last.State));
    }

    [Fact]
    public async Task The_same_entry_told_again_pays_and_discharges_nothing_again()
    {
        await using var settlement = await Settlement.Start();
        var (receivable, title, _) = await Financed(settlement);
        await Reach(settlement, receivable.DueDate);
        await title.Settle();
        await Pay(settlement, receivable, "12000.00", payouts: 3);
        await title.Settle();
        var balances = await settlement.Balances();

        for (var sequence = 1; sequence <= 4; sequence++) await settlement.RepeatNotification(sequence);
        await settlement.Forge("<end"u8.ToArray());
        await settlement.UntilException("unreadable-notification");

        await title.Settle();
        Assert.Equal(balances, await settlement.Balances());
        Assert.Equal(["2400.00", "3600.00", "6000.00"], await PaidOut(settlement));
        Assert.Equal(800_000L, title.Live.Sum(x => x.Amount));
        Assert.Single(await settlement.Service.Sent<DischargeLots>());
    }

    [Fact]
    public async Task What_is_paid_too_much_goes_back_to_the_debtor()
    {
        await using var settlement = await Settlement.Start();
        var (receivable, title) = await Confirmed(settlement, 10_000);
        await title.Issue(receivable, settlement.Supplier.Id, 10_000);
        await Reach(settlement, receivable.DueDate);
        await title.Settle();

        await Pay(settlement, receivable, "150.00", payouts: 2);
        await title.Settle();

        Assert.Equal("100.00", await Received(settlement, "1001"));
        Assert.Equal("50.00", await Received(settlement, "5001"));
        Assert.Empty(title.Live);
        await Pay(settlement, receivable, "7.00", payouts: 3);
        Assert.Equal("57.00", await Received(settlement, "5001"));
    }

    [Fact]
    public async Task Money_that_comes_before_the_record_date_waits_for_it()
    {
        await using var settlement = await Settlement.Start();
        var (receivable, title) = await Confirmed(settlement, 10_000);
        await title.Issue(receivable, settlement.Supplier.Id, 10_000);
        var reference = (await Collection(settlement, receivable.Id)).GetProperty("payWithReference").GetString();
        await settlement.Transfer("5001", "5009", "100.00", reference);
        await Wait.Until("the receipt", async () =>
            (await Collection(settlement, receivable.Id)).GetProperty("receipts").GetArrayLength() == 1);
        Assert.Empty(await settlement.Payments($"&collectionId={receivable.Id}"));
        Assert.Equal("-100.00", (await settlement.Balances())[$"unallocated/{receivable.Id}"]);

        await Reach(settlement, RecordDate.Of(receivable.DueDate, receivable.Currency));
        await Until(settlement, receivable.Id, "paid");
        await title.Settle();
        await PaidOut(settlement, receivable, 1);

        Assert.Empty(title.Live);
        Assert.Equal("100.00", await Received(settlement, "1001"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_share_of_a_lot_whose_deal_is_unresolved_is_held_until_it_is(bool outputIsToldFirst)
    {
        await using var settlement = await Settlement.Start();
        var (receivable, title) = await Confirmed(settlement, 16_000);
        var dealt = await title.Issue(receivable, settlement.Supplier.Id, 10_000, lockedFor: LockPurposes.Deal);
        await title.Issue(receivable, TierTwo.Id, 6_000);
        var deal = Deal(settlement, receivable, dealt.Id, 10_000, 8_000, 300);
        await settlement.Service.Deliver(deal);
        await Reach(settlement, receivable.DueDate);
        await title.Settle();

        await Pay(settlement, receivable, "160.00", payouts: 1);
        await title.Settle();
        Assert.Equal("60.00", await Received(settlement, "2002"));
        Assert.Equal("paid", (await Collection(settlement, receivable.Id)).GetProperty("state").GetString());
        Assert.Equal(10_000L, Assert.Single(title.Live).Amount);
        Assert.Equal("100.00", (await settlement.Balances())["cash/5009"]);

        await title.Transfer(dealt, deal.Lots[0].FinancierLotId, settlement.Financier.Id, outputIsToldFirst);
        await title.Settle();
        await PaidOut(settlement, receivable, 3);

        Assert.Equal(("83.00", "17.00"), (await Received(settlement, "7001"), await Received(settlement, "1001")));
        Assert.Empty(title.Live);
        Assert.Equal("0.00", (await settlement.Balances())["cash/5009"]);
    }

    [Fact]
    public async Task A_lot_freed_from_an_auction_after_the_record_date_is_locked_then()
    {
        await using var settlement = await Settlement.Start();
        var (receivable, title) = await Confirmed(settlement, 10_000);
        var offered = await title.Issue(receivable, settlement.Supplier.Id, 10_000, lockedFor: LockPurposes.Auction);
        await Reach(settlement, receivable.DueDate);
        Assert.Empty(await settlement.Service.Sent<LockLots>());

        await title.Free(offered);
        await title.Settle();

        Assert.Equal(LockPurposes.Collection, Assert.Single(title.Live).LockPurpose);
    }
}
