using SupplyFinance.Platform.Data;

namespace SupplyFinance.BankSettlement;

/// <summary>Where a place in the waterfall stands.</summary>
public static class PlaceStates
{
    /// <summary>Its lot is not under the collection lock yet: its share is held.</summary>
    public const string Waiting = "waiting";

    /// <summary>Its payees are fixed.</summary>
    public const string Locked = "locked";

    /// <summary>Nothing of its lot is left.</summary>
    public const string Discharged = "discharged";
}

/// <summary>A lot's place in the waterfall of its receivable. It outlives the lot: after a part payment the rest lot
/// stands there.</summary>
/// <param name="Id">The place.</param>
/// <param name="Order">Position among the places: ties of odd cents go to the earlier one.</param>
/// <param name="LotId">The lot that stands there now.</param>
/// <param name="Face">The lot's face when it took the place.</param>
/// <param name="Unpaid">Principal of it that is not paid yet.</param>
/// <param name="State">See <see cref="PlaceStates"/>.</param>
/// <param name="LockInstruction">The lock asked for and not answered.</param>
/// <param name="HolderId">The lot's holder.</param>
/// <param name="FinancierId">Who financed it, null for a lot that is not financed.</param>
/// <param name="SellerId">Whose reserve it carries.</param>
/// <param name="AdvanceLeft">The financier's advance that is not met yet.</param>
/// <param name="FeesLeft">Fees from the reserve that are not met yet.</param>
public sealed record Place(
    Guid Id, int Order, Guid LotId, long Face, long Unpaid, string State, Guid? LockInstruction, Guid HolderId,
    Guid? FinancierId,
    Guid? SellerId, long AdvanceLeft, long FeesLeft)
{
    /// <summary>A place for a lot that nothing was paid on.</summary>
    public static Place Of(Lot lot, int order) =>
        new(Guid.CreateVersion7(), order, lot.Id, lot.Amount, lot.Amount, PlaceStates.Waiting, null, lot.HolderId, null,
            null, 0, 0);
}

/// <summary>Reads and writes places.</summary>
internal static class PlaceRows
{
    private static readonly Sql OfCollection = Sql.Of("""
        select id, place_order, lot_id, face, unpaid, state, lock_instruction, holder_id, financier_id, seller_id,
            advance_left, fees_left
        from place where collection_id = @collectionId order by place_order
        """);

    private static readonly Sql Put = Sql.Upsert(
        "place", "id",
        "id, collection_id, place_order, lot_id, face, unpaid, state, lock_instruction, holder_id, financier_id, "
        + "seller_id, advance_left, "
        + "fees_left");

    private static readonly Sql Remove = Sql.Of("delete from place where id = @id");

    public static async Task<IReadOnlyList<Place>> Of(UnitOfWork work, Guid collectionId) =>
        [.. (await work.Query<Row>(OfCollection, new { collectionId })).Select(x => new Place(
            x.Id, x.PlaceOrder, x.LotId, x.Face, x.Unpaid, x.State, x.LockInstruction, x.HolderId, x.FinancierId,
            x.SellerId, x.AdvanceLeft,
            x.FeesLeft))];

    /// <summary>Makes the stored places those given.</summary>
    public static async Task Save(
        UnitOfWork work, Guid collectionId, IReadOnlyList<Place> before, IReadOnlyList<Place> after)
    {
        foreach (var gone in before.Where(x => after.All(y => y.Id != x.Id))) await work.Execute(
            Remove, new { gone.Id });
        foreach (var place in after.Except(before))
        {
            await work.Execute(Put, new
            {
                place.Id,
                collectionId,
                PlaceOrder = place.Order,
                place.LotId,
                place.Face,
                place.Unpaid,
                place.State,
                place.LockInstruction,
                place.HolderId,
                place.FinancierId,
                place.SellerId,
                place.AdvanceLeft,
                place.FeesLeft,
            });
        }
    }

    private sealed class Row
    {
        public Guid Id { get; init; }
        public int PlaceOrder { get; init; }
        public Guid LotId { get; init; }
        public long Face { get; init; }
        public long Unpaid { get; init; }
        public string State { get; init; } = "";
        public Guid? LockInstruction { get; init; }
        public Guid HolderId { get; init; }
        public Guid? FinancierId { get; init; }
        public Guid? SellerId { get; init; }
        public long AdvanceLeft { get; init; }
        public long FeesLeft { get; init; }
    }
}
