using SupplyFinance.Platform.Data;

namespace SupplyFinance.Factoring.Auctions;

/// <summary>Bids in the database.</summary>
internal static class BidStore
{
    private const string Columns =
        "position, id, request_id, bank_id, state, sequence, sealed, own_view, digest, stood_at, opened, valid_until, place";

    private static readonly Sql FindOne = Sql.Of($"select {Columns} from bid where id = @id and request_id = @requestId");

    private static readonly Sql AllOf = Sql.Of(
        $"select {Columns} from bid where request_id = @requestId order by coalesce(place, 0), position");

    private static readonly Sql SetState = Sql.Of("update bid set state = @state where id = @id");

    public static Task<Bid?> Find(UnitOfWork work, Guid requestId, Guid id) =>
        work.QueryFirst<Bid>(FindOne, new { requestId, id });

    public static Task<IReadOnlyList<Bid>> Of(UnitOfWork work, Guid requestId) => work.Query<Bid>(AllOf, new { requestId });

    public static async Task<IReadOnlyList<Bid>> StandingOf(UnitOfWork work, Guid requestId) =>
        [.. (await Of(work, requestId)).Where(x => x.Standing == BidState.Standing)];

    public static Task Move(UnitOfWork work, Guid id, BidState state) => work.Execute(SetState, new { id, state });
}
