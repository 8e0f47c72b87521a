using SupplyFinance.Contracts;
using SupplyFinance.Factoring.Deals;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Factoring.Auctions;

/// <summary>Financing requests in the database.</summary>
internal static class RequestStore
{
    public const string Columns =
        "r.position, r.id, r.version, r.holder_id, r.debtor_id, r.currency, r.face, r.opened_at, r.closes_at, r.advance_ppm, "
        + "r.recourse_allowed, r.cost_bearer, r.state, r.reason, r.next_sequence, r.public_key, r.wrapped_key, r.deal_id, "
        + "r.winner_id";

    private static readonly Sql FindOne = Sql.Of($"select {Columns} from financing_request r where r.id = @id");

    private static readonly Sql LockOne = Sql.By(d =>
        $"select {Columns} from {d.Locked("financing_request r")} where r.id = @id {d.ForUpdate}");

    private static readonly Sql LotsOfOne = Sql.Of(
        "select lot_id, receivable_id, face, due_date from request_lot where request_id = @id order by place");

    private static readonly Sql SetState = Sql.Of(
        "update financing_request set state = @state, reason = @reason, version = version + 1 where id = @id");

    private static readonly Sql SetWinner = Sql.Of(
        "update financing_request set deal_id = @dealId, winner_id = @winnerId where id = @id");

    private static readonly Sql NoteInstruction = Sql.InsertIfAbsent("ledger_instruction", "id", "id, request_id");

    public static Task<FinancingRequest?> Find(UnitOfWork work, Guid id) =>
        work.QueryFirst<FinancingRequest>(FindOne, new { id });

    public static Task<FinancingRequest?> FindForUpdate(UnitOfWork work, Guid id) =>
        work.QueryFirst<FinancingRequest>(LockOne, new { id });

    public static Task<IReadOnlyList<RequestLot>> LotsOf(UnitOfWork work, Guid id) =>
        work.Query<RequestLot>(LotsOfOne, new { id });

    public static Task Move(UnitOfWork work, Guid id, RequestState state, string? reason = null) =>
        work.Execute(SetState, new { id, state, reason });

    public static Task Won(UnitOfWork work, Guid id, Guid dealId, Guid winnerId) =>
        work.Execute(SetWinner, new { id, dealId, winnerId });

    /// <summary>Remembers whose answer the ledger's word on an instruction will be.</summary>
    public static Task Expect(UnitOfWork work, Guid instructionId, Guid requestId) =>
        work.Execute(NoteInstruction, new { id = instructionId, requestId });

    /// <summary>Gives the auction lock back.</summary>
    public static async Task ReleaseLock(UnitOfWork work, Guid id)
    {
        var (instruction, lots) = (DealPlan.StepOf(id, "release"), await LotsOf(work, id));
        await Expect(work, instruction, id);
        work.Send(new ReleaseLots(instruction, [.. lots.Select(x => x.LotId)], id, [Signer.Service("factoring")]));
    }
}
