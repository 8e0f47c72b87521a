using SupplyFinance.Platform.Data;

namespace SupplyFinance.BankSettlement;

/// <summary>Runs waiting receipts through level 1 of the waterfall. From here the debtor is discharged of what it paid;
/// what each place got is held for it.</summary>
internal static class Allocation
{
    public static async Task<IReadOnlyList<Place>> Run(
        UnitOfWork work, Collection collection, IReadOnlyList<Place> places)
    {
        foreach (var receipt in await Receipts.Unallocated(work, collection.Id))
        {
            var paid = Waterfall.Run(
                collection.Debt, [.. places.Select(x => new LotClaim(x.LotId, collection.Money(x.Unpaid)))],
                receipt.Money, collection.Money(receipt.Charges), receipt.ValueDate);
            var shares = places.Zip(paid.Shares).Where(x => !x.Second.Total.IsZero)
                .Select(x => new HeldShare(receipt.Id, x.First.Id, x.Second.Late.Minor, x.Second.Principal.Minor))
                    .ToList();
            foreach (var share in shares) await Hold(work, collection.Id, share, places);
            places = [.. places.Zip(
                paid.Shares, (place, share) => place with { Unpaid = place.Unpaid - share.Principal.Minor })];
            collection.Pay(paid);
            await Receipts.Finish(work, receipt, paid);
            await PostJournal.Post(
                work, new Journal($"allocation:{receipt.Id:D}", receipt.BookedOn, $"Waterfall of {receipt.Source}",
            [
                JournalLine.Debit(Accounts.Unallocated(collection.Id), receipt.Money),
                JournalLine.Credit(Accounts.BankCharges(receipt.Account), paid.Charges),
                JournalLine.Credit(Accounts.Payable(collection.DebtorId), paid.Surplus),
                .. shares.Select(
                x => JournalLine.Credit(Accounts.Held(x.PlaceId), collection.Money(x.Late + x.Principal))),
            ]));
            if (paid.Surplus.IsPositive) await Payouts.Instruct(
                work, collection, receipt.Id, collection.DebtorId, paid.Surplus, PaymentKinds.Surplus);
        }

        return places;
    }

    public static Task Hold(UnitOfWork work, Guid collectionId, HeldShare share, IReadOnlyList<Place> places)
    {
        var place = places.First(x => x.Id == share.PlaceId);
        return LotShares.Save(work, new LotShareRow
        {
            ReceiptId = share.ReceiptId,
            PlaceId = share.PlaceId,
            CollectionId = collectionId,
            LotId = place.LotId,
            Late = share.Late,
            Principal = share.Principal,
            HolderId = place.HolderId,
        });
    }
}
