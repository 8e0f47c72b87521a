using SupplyFinance.Platform.Data;

namespace SupplyFinance.BankSettlement;

/// <summary>What a receipt brought one place, and who got it, in minor units.</summary>
public sealed class LotShareRow
{
    internal const string Columns =
        "receipt_id, place_id, collection_id, lot_id, late, principal, state, holder_id, seller_id, to_holder, "
        + "to_seller";

    public Guid ReceiptId { get; init; }
    public Guid PlaceId { get; init; }
    public Guid CollectionId { get; init; }
    public Guid LotId { get; init; }
    public long Late { get; init; }
    public long Principal { get; init; }
    public string State { get; init; } = LotShares.Held;
    public Guid HolderId { get; init; }
    public Guid? SellerId { get; init; }
    public long ToHolder { get; init; }
    public long ToSeller { get; init; }
}

/// <summary>Reads and writes lots' shares.</summary>
internal static class LotShares
{
    /// <summary>Waits until its payees are fixed.</summary>
    public const string Held = "held";

    /// <summary>Its payouts are instructed; the ledger has not extinguished the face yet.</summary>
    public const string Distributed = "distributed";

    /// <summary>The ledger has extinguished exactly the principal in it.</summary>
    public const string Discharged = "discharged";

    private static readonly Sql Put = Sql.Upsert("lot_share", "receipt_id, place_id", LotShareRow.Columns);
    private static readonly Sql Remove =
        Sql.Of("delete from lot_share where receipt_id = @receiptId and place_id = @placeId");

    private static readonly Sql HeldOf = Sql.Of(
        "select receipt_id, place_id, late, principal from lot_share where collection_id = @collectionId and state = "
        + "'held'");

    private static readonly Sql All = Sql.Of($"""
        select {LotShareRow.Columns} from lot_share where collection_id = @collectionId order by receipt_id, place_id
        """);

    public static async Task<IReadOnlyList<HeldShare>> HeldFor(UnitOfWork work, Guid collectionId) =>
        [.. (await work.Query<LotShareRow>(HeldOf, new { collectionId }))
            .Select(x => new HeldShare(x.ReceiptId, x.PlaceId, x.Late, x.Principal))];

    public static Task<IReadOnlyList<LotShareRow>> Of(UnitOfWork work, Guid collectionId) =>
        work.Query<LotShareRow>(All, new { collectionId });

    public static Task Save(UnitOfWork work, LotShareRow share) => work.Execute(Put, share);

    private static readonly Sql Finish = Sql.Of(
        "update lot_share set state = 'discharged' where receipt_id = @receiptId and place_id = @placeId");

    public static Task Extinguished(UnitOfWork work, Guid receiptId, Guid placeId) =>
        work.Execute(Finish, new { receiptId, placeId });

    public static Task Drop(UnitOfWork work, HeldShare share) => work.Execute(Remove, share);
}
