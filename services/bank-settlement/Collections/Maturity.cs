using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.BankSettlement;

/// <summary>Turns a collection as far as it goes: record date, locks, waterfall, payouts, discharge. Every message and
/// timer about it comes here, in whatever order; what is not possible yet waits for the next.</summary>
public static class Maturity
{
    /// <summary>A timer of the collection.</summary>
    public static Task Handle(TurnCollection message, UnitOfWork work) => Turn(work, message.CollectionId);

    public static async Task Turn(UnitOfWork work, Guid collectionId)
    {
        if (await Collection.Lock(work, collectionId) is not { } collection) return;
        await CollectionAccount.Give(work, collection);
        var currency = Currency.Of(collection.Currency);
        var lots = await Lot.Of(work, collectionId);
        var before = await PlaceRows.Of(work, collectionId);
        var places = before.Count > 0 ? before
            : work.BusinessToday >= collection.RecordDate ? Places.Form(collection.Principal, lots) ?? [] : [];
        if (places.Count > 0)
        {
            places = await Follow(work, collection, places, lots, currency);
            places = Places.Fix(places, lots, await DealLotRow.Of(work, collectionId), currency);
            places = CollectionLocks.Request(work, collectionId, places, lots);
            places = await Allocation.Run(work, collection, places);
            places = await Distribution.Run(work, collection, places);
            await PlaceRows.Save(work, collectionId, before, places);
            await Discharges.SendNext(work, collectionId);
        }

        await SaveIfChanged(work, collection, places.Count > 0);
    }

    private static async Task<IReadOnlyList<Place>> Follow(
        UnitOfWork work, Collection collection, IReadOnlyList<Place> places, IReadOnlyList<Lot> lots, Currency currency)
    {
        var held = await LotShares.HeldFor(work, collection.Id);
        var replaced = Places.Follow(places, held, lots, currency);
        var moved = held.Except(replaced.Held).ToList();
        if (moved.Count == 0) return replaced.Places;

        foreach (var share in moved) await LotShares.Drop(work, share);
        foreach (var share in replaced.Held.Except(held)) await Allocation.Hold(
            work, collection.Id, share, replaced.Places);
        // The books follow: what was held for the places that are gone is held for those in their stead.
        var fresh = replaced.Held.Except(held).ToList();
        await PostJournal.Post(work, new Journal(
            $"replaced:{fresh[0].ReceiptId:D}:{fresh[0].PlaceId:D}", work.BusinessToday,
            "Held for the lots that took their places",
            moved.Select(x => JournalLine.Debit(Accounts.Held(x.PlaceId), collection.Money(x.Late + x.Principal)))
                .Concat(fresh.Select(
                    x => JournalLine.Credit(Accounts.Held(x.PlaceId), collection.Money(x.Late + x.Principal))))));
        return replaced.Places;
    }

    private static async Task SaveIfChanged(UnitOfWork work, Collection collection, bool isRecorded)
    {
        var stored = (await Collection.Find(work, collection.Id))!;
        collection.State = collection.StateOn(work.BusinessToday, isRecorded);
        if (collection.Changed() != stored.Changed()
            || (collection.LateAccrued, collection.LateFrom, collection.AccountNumber) != (
                stored.LateAccrued, stored.LateFrom, stored.AccountNumber)) await collection.Save(work);
    }
}
