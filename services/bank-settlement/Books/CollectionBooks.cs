using SupplyFinance.Platform.Data;

namespace SupplyFinance.BankSettlement;

/// <summary>The books of a collection, after the waterfall.</summary>
public static class CollectionBooks
{
    /// <summary>A share that is owed to its payees now. Of a financed lot it also closes the face bought, the seller's
    /// reserve and the fees that came out of it.</summary>
    public static Journal Distributed(Receipt receipt, Place place, FinancedShare split)
    {
        var principal = split.Advance + split.Fees + split.Seller;
        List<JournalLine> lines =
        [
            JournalLine.Debit(Accounts.Held(place.Id), principal + split.Late),
            JournalLine.Credit(Accounts.Payable(place.HolderId), split.Financier),
        ];
        if (place is { FinancierId: { } financier, SellerId: { } seller })
        {
            lines.AddRange(
            [
                JournalLine.Credit(Accounts.Payable(seller), split.Seller),
                JournalLine.Credit(Accounts.Purchased(financier), principal),
                JournalLine.Debit(Accounts.Recovered(financier), split.Advance + split.Fees),
                JournalLine.Debit(Accounts.Reserve(seller), split.Seller + split.Fees),
                JournalLine.Credit(Accounts.Fees(financier), split.Fees),
            ]);
        }

        return new Journal(
            $"share:{receipt.Id:D}:{place.Id:D}", receipt.BookedOn,
            $"Share of {receipt.Source} for lot {place.LotId:D}", lines);
    }

    /// <summary>A payout that the collection account's bank booked.</summary>
    public static Task PaidOut(UnitOfWork work, Payment payment) =>
        PostJournal.Post(work, new Journal($"payment:{payment.Id:D}", payment.BookedOn!.Value, payment.Description,
        [
            JournalLine.Debit(Accounts.Payable(payment.PayeeId), payment.Money),
            JournalLine.Credit(Accounts.Cash(AccountCopy.Of(payment.PayerAccount)!.Number), payment.Money),
        ]));
}
