using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Messaging;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.BankSettlement;

/// <summary>The books of a deal. Its disbursement is posted by the bank's receipt; what it bought (faces, reserve owed
/// to the seller, discount and fees) once both the receipt and the deal's figures are here, in whatever order they
/// come.</summary>
public static class DealBooks
{
    // Locked whatever its state is: the receipt and the figures may come at the same time, and whoever comes second
    // must see both.
    private static readonly Sql Disbursement = Sql.By(d => $"""
        select state, booked_on from {d.Locked("payment")}
        where deal_id = @dealId and kind = 'disbursement' order by position {d.ForUpdate}
        """);

    private static readonly Sql FindBody = Sql.Of("select body from deal where id = @dealId");

    /// <summary>The disbursement as its bank booked it.</summary>
    public static async Task Disbursed(UnitOfWork work, Payment payment)
    {
        await PostJournal.Post(
            work, new Journal($"payment:{payment.Id:D}", payment.BookedOn!.Value, payment.Description,
        [
            JournalLine.Debit(Accounts.Advance(payment.DealId!.Value), payment.Money),
            JournalLine.Credit(Accounts.Cash(AccountCopy.Of(payment.PayerAccount)!.Number), payment.Money),
        ]));
        await Settle(work, payment.DealId.Value);
    }

    /// <summary>Posts the purchase if both halves are here.</summary>
    public static async Task Settle(UnitOfWork work, Guid dealId)
    {
        var settled = (await work.Query<Row>(Disbursement, new { dealId })).FirstOrDefault(
            x => x.State == PaymentStates.Settled);
        if (settled?.BookedOn is not { } bookedOn) return;
        if (await work.QueryFirst<string>(FindBody, new { dealId }) is not { } body) return;
        await PostJournal.Post(work, Purchase(MessageJson.Read<DealChanged>(body), bookedOn));
    }

    /// <summary>Faces against cash, reserve, discount and fees. Where the debtor bears the cost the seller got the full
    /// financed amount: what the cash does not leave for discount and fees is the debtor's debt.</summary>
    public static Journal Purchase(DealChanged deal, DateOnly bookedOn)
    {
        var currency = Currency.Of(deal.Currency);
        Money Sum(Func<DealLot, long> part) => new(deal.Lots.Sum(part), currency);
        var cash = new Money(deal.CashToday, currency);
        var face = Sum(x => x.Face);
        var reserve = Sum(x => x.Face - x.FinancedAmount);
        var discount = Sum(x => x.Discount);
        var fees = Sum(x => x.FeesAtPayout);
        return new Journal($"deal:{deal.Id:D}", bookedOn, $"Purchase of the lots of deal {deal.Id:D}",
        [
            JournalLine.Debit(Accounts.Purchased(deal.FinancierId), face),
            JournalLine.Credit(Accounts.Advance(deal.Id), cash),
            JournalLine.Credit(Accounts.Reserve(deal.SellerId), reserve),
            JournalLine.Credit(Accounts.Discount(deal.FinancierId), discount),
            JournalLine.Credit(Accounts.Fees(deal.FinancierId), fees),
            JournalLine.Debit(Accounts.CostBorne(deal.DebtorId), cash + reserve + discount + fees - face),
        ]);
    }

    private sealed class Row
    {
        public string State { get; init; } = "";
        public DateOnly? BookedOn { get; init; }
    }
}
