using System.Text.Json;
using SupplyFinance.Contracts;
using SupplyFinance.Testing;

namespace SupplyFinance.BankSettlement.Tests;

public sealed class MaturityTests
{
    private static readonly TestOrganisation TierTwo =
        TestOrganisation.Supplier("Tier Two") with { BankAccounts = [Settlement.Account("2002")] };

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
        Assert.Equal("7720.80", await Received(settlement, "1001")); // its own lot B 6,020.80 and its reserve of lot A 1,700.00
        Assert.Equal("4013.87", await Received(settlement, "2002"));
        var collection = await Collection(settlement, receivable.Id);
        Assert.Equal("paid", collection.GetProperty("state").GetString());
        Assert.Equal("69.33", collection.GetProperty("lateChargePaid").GetProperty("amount").GetString());
        var balances = await settlement.Balances();
        Assert.Equal("0.00", balances["cash/5009"]);
        Assert.Equal(("0.00", "0.00"), (balances[$"reserve/{settlement.Supplier.Id}"], balances[$"purchased/{settlement.Financier.Id}"]));
        Assert.Equal("-300.00", balances[$"fees/{settlement.Financier.Id}"]);
        Assert.All(balances.Where(x => x.Key.StartsWith("held/", StringComparison.Ordinal)), x => Assert.Equal("0.00", x.Value));
        Assert.All(balances.Where(x => x.Key.StartsWith("payable/", StringComparison.Ordinal)), x => Assert.Equal("0.00", x.Value));
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

        await Reach(settlement, RecordDate.Of(receivable.DueDate));
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

    [Fact]
    public async Task A_payout_that_the_bank_rejects_is_repeated_under_a_new_id_and_the_discharge_stands()
    {
        await using var settlement = await Settlement.Start();
        var (receivable, title) = await Confirmed(settlement, 10_000);
        await title.Issue(receivable, settlement.Supplier.Id, 10_000);
        await Reach(settlement, receivable.DueDate);
        await title.Settle();
        await settlement.Behave(new { kind = "reject", account = "1001" });
        await Transfer(settlement, receivable, "100.00");
        var rejected = Assert.Single(await Wait.For(
            "the rejection", () => settlement.Payments("&state=rejected"), x => x.Count == 1));
        await title.Settle();
        Assert.Empty(title.Live);
        await settlement.BehaveWell();

        var id = rejected.GetProperty("id").GetGuid();
        var maker = await settlement.Service.As(settlement.Supplier.Maker());
        var proposal = await maker.Post($"/api/payments/{id}/repeat").Json(System.Net.HttpStatusCode.Accepted);
        var repeated = await settlement.Approve(settlement.Supplier.Checker(), proposal).Json(System.Net.HttpStatusCode.Created);

        Assert.Equal(id, repeated.GetProperty("replacesId").GetGuid());
        await Wait.Until("the payout", async () => await Received(settlement, "1001") == "100.00");
        Assert.Equal("repeated-before", await maker.Post($"/api/payments/{id}/repeat").Problem(System.Net.HttpStatusCode.Conflict));
    }

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

        var holder = await (await settlement.Service.As(TierTwo.Viewer())).GetAsync($"/api/collections/{receivable.Id}").Json();
        var share = Assert.Single(holder.GetProperty("shares").EnumerateArray());
        Assert.Equal("2400.00", share.GetProperty("toHolder").GetProperty("amount").GetString());
        Assert.Equal(JsonValueKind.Null, holder.GetProperty("receipts").ValueKind);
        var stranger = await settlement.Service.As(TestOrganisation.Bank("Second Bank").Viewer());
        Assert.Equal("not-found", await stranger.GetAsync($"/api/collections/{receivable.Id}").Problem(System.Net.HttpStatusCode.NotFound));
        Assert.Empty((await stranger.GetAsync("/api/collections").Json()).GetProperty("items").EnumerateArray());
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

        await settlement.Service.Deliver((homeless with { BankAccounts = [Settlement.Account("3003")] }).Changed(version: 2));

        await Wait.Until("the payout", async () => await Received(settlement, "3003") == "100.00");
    }

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
            $"/api/settlement-exceptions/{exception}/resolve", new { note = "It is for this one", collectionId = receivable.Id })
            .Json(System.Net.HttpStatusCode.Accepted);
        await settlement.Approve(settlement.Debtor.Checker(), proposal).Json();

        await PaidOut(settlement, receivable, 1);
        await title.Settle();
        Assert.Empty(title.Live);
        Assert.Equal("100.00", await Received(settlement, "1001"));
        var balances = await settlement.Balances();
        Assert.Equal(("0.00", "0.00"), (balances["suspense/5009"], balances["cash/5009"]));
    }

    private static async Task<(ReceivableChanged Receivable, TitleRegister Title)> Confirmed(Settlement settlement, long amount)
    {
        var due = RecordDate.Of(settlement.Service.Clocks.BusinessToday.AddDays(40)); // some business day
        var receivable = new ReceivableChanged(
            Guid.CreateVersion7(), 3, settlement.Supplier.Id, settlement.Debtor.Id, [], "CNY", amount, amount, due,
            ReceivableStates.Confirmed, Guid.CreateVersion7(), 80_000, "ACT/360", settlement.Service.Clocks.BusinessToday);
        await settlement.Service.Know(TierTwo.Viewer());
        await settlement.Service.Deliver(receivable);
        return (receivable, new TitleRegister(settlement));
    }

    private static DealChanged Deal(
        Settlement settlement, ReceivableChanged receivable, Guid lotId, long face, long financed, long feesFromReserve) => new(
        Guid.CreateVersion7(), 1, Guid.CreateVersion7(), settlement.Supplier.Id, settlement.Financier.Id, settlement.Debtor.Id, "supplier",
        "CNY", [new DealLot(lotId, Guid.CreateVersion7(), receivable.Id, face, financed, 0, 0, feesFromReserve)], financed, 30_000,
        "ACT/360", false, receivable.DueDate, DealStates.Completed, Guid.CreateVersion7(), null);

    /// <summary>20,000.00 = lot A 10,000 financed at 80 % with a fee of 300 from the reserve, B 6,000 the supplier's, C 4,000 tier two's.</summary>
    private static async Task<(ReceivableChanged Receivable, TitleRegister Title, DealChanged Deal)> Financed(Settlement settlement)
    {
        var (receivable, title) = await Confirmed(settlement, 2_000_000);
        var sold = await title.Issue(receivable, settlement.Supplier.Id, 1_000_000);
        var deal = Deal(settlement, receivable, sold.Id, 1_000_000, 800_000, 30_000);
        await settlement.Service.Deliver(deal);
        await settlement.Service.Deliver(new InstructPayment(
            deal.PaymentId, deal.Id, settlement.Financier.Id, settlement.Supplier.Id, "CNY", deal.CashToday, deal.ValueDate, "Deal"));
        await settlement.Release(deal.PaymentId);
        await settlement.Until(deal.PaymentId, "settled");
        await title.Transfer(sold, deal.Lots[0].FinancierLotId, settlement.Financier.Id);
        await title.Issue(receivable, settlement.Supplier.Id, 600_000);
        await title.Issue(receivable, TierTwo.Id, 400_000);
        return (receivable, title, deal);
    }

    private static async Task Reach(Settlement settlement, DateOnly date)
    {
        foreach (var service in new[] { settlement.Service, settlement.Bank })
        {
            var clocks = service.Clocks;
            if (clocks.BusinessToday < date) service.Advance(clocks.StartOf(date) - clocks.BusinessNow + TimeSpan.FromHours(9));
        }

        await settlement.Service.Drained();
    }

    private static async Task Transfer(Settlement settlement, ReceivableChanged receivable, string amount) => await settlement.Transfer(
        "5001", "5009", amount, (await Collection(settlement, receivable.Id)).GetProperty("payWithReference").GetString());

    /// <summary>The debtor pays; so many payouts are settled over all then.</summary>
    private static async Task Pay(Settlement settlement, ReceivableChanged receivable, string amount, int payouts)
    {
        await Transfer(settlement, receivable, amount);
        await PaidOut(settlement, receivable, payouts);
    }

    private static Task PaidOut(Settlement settlement, ReceivableChanged receivable, int payouts) => Wait.For(
        $"{payouts} payouts", () => settlement.Payments($"&collectionId={receivable.Id}&state=settled"), x => x.Count == payouts);

    private static async Task<JsonElement> Collection(Settlement settlement, Guid id) =>
        await (await settlement.Service.As(settlement.Debtor.Viewer())).GetAsync($"/api/collections/{id}").Json();

    private static Task Until(Settlement settlement, Guid id, string state) => Wait.For(
        $"collection {state}", async () => (await Collection(settlement, id)).GetProperty("state").GetString(), x => x == state);

    private static async Task<string> Received(Settlement settlement, string account) =>
        (await settlement.Bookings(account)).Where(x => x.GetProperty("isCredit").GetBoolean())
            .Where(x => x.GetProperty("counterpartyAccount").GetString() == "5009")
            .Sum(x => decimal.Parse(x.GetProperty("amount").GetProperty("amount").GetString()!, System.Globalization.CultureInfo.InvariantCulture))
            .ToString("F2", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<string[]> PaidOut(Settlement settlement) =>
        [.. (await settlement.Bookings("5009")).Where(x => !x.GetProperty("isCredit").GetBoolean())
            .Select(x => x.GetProperty("amount").GetProperty("amount").GetString()!).Order(StringComparer.Ordinal)];
}
