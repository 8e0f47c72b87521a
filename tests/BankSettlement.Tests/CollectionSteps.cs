using System.Globalization;
using System.Text.Json;
using SupplyFinance.Contracts;
using SupplyFinance.Testing;

namespace SupplyFinance.BankSettlement.Tests;

/// <summary>The steps of a receivable's maturity, as tests take them.</summary>
internal static class CollectionSteps
{
    public static readonly TestOrganisation TierTwo =
        TestOrganisation.Supplier("Tier Two") with { BankAccounts = [Settlement.Account("2002")] };

    public static async Task<(ReceivableChanged Receivable, TitleRegister Title)> Confirmed(
        Settlement settlement, long amount)
    {
        var due = RecordDate.Of(settlement.Service.Clocks.BusinessToday.AddDays(40), "CNY"); // some business day
        var receivable = new ReceivableChanged(
            Guid.CreateVersion7(), 3, settlement.Supplier.Id, settlement.Debtor.Id, [], "CNY", amount, amount, due,
            ReceivableStates.Confirmed, Guid.CreateVersion7(), 80_000, "ACT/360",
            settlement.Service.Clocks.BusinessToday);
        await settlement.Service.Know(TierTwo.Viewer());
        await settlement.Service.Deliver(receivable);
        return (receivable, new TitleRegister(settlement));
    }

    public static DealChanged Deal(
        Settlement settlement, ReceivableChanged receivable, Guid lotId, long face, long financed,
        long feesFromReserve) => new(
        Guid.CreateVersion7(), 1, Guid.CreateVersion7(), settlement.Supplier.Id, settlement.Financier.Id,
        settlement.Debtor.Id, "supplier",
        "CNY", [new DealLot(lotId, Guid.CreateVersion7(), receivable.Id, face, financed, 0, 0, feesFromReserve)],
        financed, 30_000,
        "ACT/360", false, receivable.DueDate, DealStates.Completed, Guid.CreateVersion7(), null);

    /// <summary>20,000.00 = lot A 10,000 financed at 80 % with a fee of 300 from the reserve, B 6,000 the supplier's, C
    /// 4,000 tier two's.</summary>
    public static async Task<(ReceivableChanged Receivable, TitleRegister Title, DealChanged Deal)> Financed(
        Settlement settlement)
    {
        var (receivable, title) = await Confirmed(settlement, 2_000_000);
        var sold = await title.Issue(receivable, settlement.Supplier.Id, 1_000_000);
        var deal = Deal(settlement, receivable, sold.Id, 1_000_000, 800_000, 30_000);
        await settlement.Service.Deliver(deal);
        await settlement.Service.Deliver(new InstructPayment(
            deal.PaymentId, deal.Id, settlement.Financier.Id, settlement.Supplier.Id, "CNY", deal.CashToday,
            deal.ValueDate, "Deal"));
        await settlement.Release(deal.PaymentId);
        await settlement.Until(deal.PaymentId, "settled");
        await title.Transfer(sold, deal.Lots[0].FinancierLotId, settlement.Financier.Id);
        await title.Issue(receivable, settlement.Supplier.Id, 600_000);
        await title.Issue(receivable, TierTwo.Id, 400_000);
        return (receivable, title, deal);
    }

    public static async Task Reach(Settlement settlement, DateOnly date)
    {
        foreach (var service in new[] { settlement.Service, settlement.Bank })
        {
            var clocks = service.Clocks;
            if (clocks.BusinessToday < date) service.Advance(
                clocks.StartOf(date) - clocks.BusinessNow + TimeSpan.FromHours(9));
        }

        await settlement.Service.Drained();
    }

    public static async Task Transfer(Settlement settlement, ReceivableChanged receivable, string amount) =>
        await settlement.Transfer(
        "5001", "5009", amount, (await Collection(settlement, receivable.Id)).GetProperty("payWithReference")
        .GetString());

    /// <summary>The debtor pays; so many payouts are settled over all then.</summary>
    public static async Task Pay(Settlement settlement, ReceivableChanged receivable, string amount, int payouts)
    {
        await Transfer(settlement, receivable, amount);
        await PaidOut(settlement, receivable, payouts);
    }

    public static Task PaidOut(Settlement settlement, ReceivableChanged receivable, int payouts) => Wait.For(
        $"{payouts} payouts", () =>
        settlement.Payments($"&collectionId={receivable.Id}&state=settled"), x => x.Count == payouts);

    public static async Task<JsonElement> Collection(Settlement settlement, Guid id) =>
        await (await settlement.Service.As(settlement.Debtor.Viewer())).GetAsync($"/api/collections/{id}").Json();

    public static Task Until(Settlement settlement, Guid id, string state) => Wait.For(
        $"collection {state}", async () =>
        (await Collection(settlement, id)).GetProperty("state").GetString(), x => x == state);

    public static async Task<string> Received(Settlement settlement, string account) =>
        (await settlement.Bookings(account)).Where(x => x.GetProperty("isCredit").GetBoolean())
            .Where(x => x.GetProperty("counterpartyAccount").GetString() == "5009")
            .Sum(x => decimal.Parse(x.GetProperty("amount").GetProperty("amount").GetString()!,
                CultureInfo.InvariantCulture))
            .ToString("F2", CultureInfo.InvariantCulture);

    public static async Task<string[]> PaidOut(Settlement settlement) =>
        [.. (await settlement.Bookings("5009")).Where(x => !x.GetProperty("isCredit").GetBoolean())
            .Select(x => x.GetProperty("amount").GetProperty("amount").GetString()!).Order(StringComparer.Ordinal)];
}
