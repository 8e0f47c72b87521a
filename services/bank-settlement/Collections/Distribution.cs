using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.BankSettlement;

/// <summary>Runs the shares held for places whose payees are fixed through level 2, instructs the payouts and the
/// discharge of exactly the faces that were paid.</summary>
internal static class Distribution
{
    public static async Task<IReadOnlyList<Place>> Run(
        UnitOfWork work, Collection collection, IReadOnlyList<Place> places)
    {
        var result = places.ToDictionary(x => x.Id);
        var held = (await LotShares.HeldFor(work, collection.Id))
            .Where(x => result[x.PlaceId].State == PlaceStates.Locked).ToList();
        foreach (var receipt in (await Receipts.Of(work, collection.Id))
            .Where(x => held.Exists(y => y.ReceiptId == x.Id)))
        {
            var shares = held.Where(x => x.ReceiptId == receipt.Id).OrderBy(x => result[x.PlaceId].Order).ToList();
            var payees = new Dictionary<Guid, Money>();
            foreach (var share in shares)
            {
                var place = result[share.PlaceId];
                var split = Split(collection, place, share);
                result[place.Id] = place
                    with { AdvanceLeft = split.Remaining.Advance.Minor, FeesLeft = split.Remaining.Fees.Minor };
                await Record(work, collection, receipt, place, share, split);
                Owe(payees, place.HolderId, split.Financier);
                if (place.SellerId is { } seller) Owe(payees, seller, split.Seller);
            }

            foreach (var (payee, amount) in payees.Where(x => x.Value.IsPositive))
                await Payouts.Instruct(work, collection, receipt.Id, payee, amount, PaymentKinds.Payout);
            await Discharges.Add(work, collection.Id, receipt, shares);
        }

        return [.. places.Select(x => result[x.Id])];
    }

    /// <summary>A lot that nobody financed is all its holder's.</summary>
    private static FinancedShare Split(Collection collection, Place place, HeldShare share)
    {
        var (late, principal) = (collection.Money(share.Late), collection.Money(share.Principal));
        var claim = place.FinancierId is null
            ? new FinancierClaim(principal, collection.Money(0))
            : new FinancierClaim(collection.Money(place.AdvanceLeft), collection.Money(place.FeesLeft));
        return FinancedShare.Of(new LotShare(place.LotId, late, principal), claim);
    }

    private static async Task Record(
        UnitOfWork work, Collection collection, Receipt receipt, Place place, HeldShare share, FinancedShare split)
    {
        await LotShares.Save(work, new LotShareRow
        {
            ReceiptId = receipt.Id,
            PlaceId = place.Id,
            CollectionId = collection.Id,
            LotId = place.LotId,
            Late = share.Late,
            Principal = share.Principal,
            // A share of late charge alone has no face to extinguish.
            State = share.Principal > 0 ? LotShares.Distributed : LotShares.Discharged,
            HolderId = place.HolderId,
            SellerId = place.SellerId,
            ToHolder = split.Financier.Minor,
            ToSeller = split.Seller.Minor,
        });
        await PostJournal.Post(work, CollectionBooks.Distributed(receipt, place, split));
    }

    private static void Owe(Dictionary<Guid, Money> payees, Guid payee, Money amount) =>
        payees[payee] = payees.TryGetValue(payee, out var owed) ? owed + amount : amount;
}
