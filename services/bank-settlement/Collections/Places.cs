using SupplyFinance.Platform.Money;

namespace SupplyFinance.BankSettlement;

/// <summary>A share held for a place until its payees are fixed, in minor units.</summary>
public sealed record HeldShare(Guid ReceiptId, Guid PlaceId, long Late, long Principal);

/// <summary>Places and what is held for them, after lots were replaced by others.</summary>
public sealed record Replaced(IReadOnlyList<Place> Places, IReadOnlyList<HeldShare> Held);

/// <summary>Which lot stands where in the waterfall, decided from what the ledger said.</summary>
public static class Places
{
    /// <summary>The places at the record date: all live lots in the order in which the ledger made them. Null while the
    /// copies do not sum to the principal, because news of a transfer is still on its way.</summary>
    public static IReadOnlyList<Place>? Form(long principal, IReadOnlyList<Lot> lots)
    {
        var live = lots.Where(x => x.IsLive).ToList();
        return live.Sum(x => x.Amount) == principal ? [.. live.Select((lot, i) => Place.Of(lot, i + 1))] : null;
    }

    /// <summary>Puts the outputs of a transfer where their inputs stood, when a deal that was unresolved at the record
    /// date completes. What was paid and held meanwhile follows the face it was paid on, to the minor unit. Inputs
    /// whose outputs are not all known yet stay.</summary>
    public static Replaced Follow(
        IReadOnlyList<Place> places, IReadOnlyList<HeldShare> held, IReadOnlyList<Lot> lots, Currency currency)
    {
        var byId = lots.ToDictionary(x => x.Id);
        var result = new Replaced(places, held);
        var gone = places.Where(
            x => x.State == PlaceStates.Waiting && byId.TryGetValue(x.LotId, out var lot) && !lot.IsLive).ToList();
        var groups = lots.Where(x => x.Parents.Any(p => gone.Exists(g => g.LotId == p))).GroupBy(x => x.CreatedByEntry);
        foreach (var outputs in groups)
        {
            var parents = outputs.SelectMany(x => x.Parents).ToHashSet();
            var inputs = gone.Where(x => parents.Contains(x.LotId)).OrderBy(x => x.Order).ToList();
            if (inputs.Count == parents.Count && inputs.Sum(x => x.Face) == outputs.Sum(x => x.Amount))
                result = Replace(result, inputs, [.. outputs], currency);
        }

        return result == new Replaced(places, held) ? result : Follow(result.Places, result.Held, lots, currency);
    }

    private static Replaced Replace(
        Replaced before, IReadOnlyList<Place> inputs, IReadOnlyList<Lot> outputs, Currency currency)
    {
        var next = before.Places.Max(x => x.Order) + 1;
        var fresh = outputs.Select(
            (lot, i) => Place.Of(lot, i < inputs.Count ? inputs[i].Order : next++) with { Unpaid = 0 }).ToArray();
        var shares = new Dictionary<(Guid Receipt, Guid Place), HeldShare>();
        var (output, room) = (0, outputs[0].Amount);
        foreach (var input in inputs)
        {
            var slices = new List<(int Output, long Face)>();
            for (var left = input.Face; left > 0;)
            {
                if (room == 0) room = outputs[++output].Amount;
                var taken = Math.Min(left, room);
                slices.Add((output, taken));
                (left, room) = (left - taken, room - taken);
            }

            var weights = slices.Select(x => x.Face).ToList();
            var unpaid = new Money(input.Unpaid, currency).Allocate(weights);
            for (var i = 0; i < slices.Count; i++) fresh[slices[i].Output] =
                Add(fresh[slices[i].Output], unpaid[i].Minor);
            foreach (var share in before.Held.Where(x => x.PlaceId == input.Id))
            {
                var late = new Money(share.Late, currency).Allocate(weights);
                var principal = new Money(share.Principal, currency).Allocate(weights);
                for (var i = 0; i < slices.Count; i++)
                {
                    var key = (share.ReceiptId, fresh[slices[i].Output].Id);
                    var sum = shares.GetValueOrDefault(key) ?? new HeldShare(key.ReceiptId, key.Id, 0, 0);
                    shares[key] = sum
                        with { Late = sum.Late + late[i].Minor, Principal = sum.Principal + principal[i].Minor };
                }
            }
        }

        return new Replaced(
            [.. before.Places.Except(inputs).Concat(fresh).OrderBy(x => x.Order)],
            [.. before.Held.Where(x => inputs.All(y => y.Id != x.PlaceId)), .. shares.Values]);
    }

    private static Place Add(Place place, long unpaid) => place with { Unpaid = place.Unpaid + unpaid };

    /// <summary>Fixes the payees of places whose lots are under the collection lock, with the claim of whoever financed
    /// them. Where a financed lot was split since, its claim is divided by face.</summary>
    public static IReadOnlyList<Place> Fix(
        IReadOnlyList<Place> places, IReadOnlyList<Lot> lots, IReadOnlyList<DealLotRow> deals, Currency currency)
    {
        var byId = lots.ToDictionary(x => x.Id);
        var dealOf = places.ToDictionary(x => x.Id, x => DealOf(x.LotId, byId, deals));
        return [.. places.Select(place =>
        {
            if (place.State != PlaceStates.Waiting || !byId.TryGetValue(place.LotId, out var lot)
                || !lot.IsLockedForCollection) return place;
            var locked = place with { State = PlaceStates.Locked, LockInstruction = null, HolderId = lot.HolderId };
            if (dealOf[place.Id] is not { } deal) return locked;
            var group = places.Where(x => dealOf[x.Id]?.FinancierLotId == deal.FinancierLotId).ToList();
            var index = group.IndexOf(place);
            var weights = group.Select(x => x.Face).ToList();
            return locked with
            {
                FinancierId = deal.FinancierId,
                SellerId = deal.SellerId,
                AdvanceLeft = new Money(deal.FinancedAmount, currency).Allocate(weights)[index].Minor,
                FeesLeft = new Money(deal.FeesFromReserve, currency).Allocate(weights)[index].Minor,
            };
        })];
    }

    /// <summary>The nearest deal in a lot's lineage.</summary>
    private static DealLotRow? DealOf(Guid lotId, Dictionary<Guid, Lot> lots, IReadOnlyList<DealLotRow> deals) =>
        deals.FirstOrDefault(x => x.FinancierLotId == lotId)
        ?? (lots.GetValueOrDefault(lotId)?.Parents ?? []).Select(x => DealOf(x, lots, deals))
            .FirstOrDefault(x => x is not null);
}
