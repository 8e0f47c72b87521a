using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Messaging;

namespace SupplyFinance.BankSettlement;

/// <summary>Tries a refused discharge again.</summary>
public sealed record RetryDischarge(Guid DischargeId) : ICommand;

/// <summary>Extinguishes in the ledger exactly the faces that were paid. One discharge of a collection is under way at
/// a time, because the next consumes the rest lots that it leaves.</summary>
public static class Discharges
{
    private const string Waiting = "waiting";
    private const string Sent = "sent";
    private const string Resting = "resting";

    /// <summary>After a refusal, which only a freeze or a register that is behind can cause.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(15);

    private static readonly Sql Insert =
        Sql.Insert("discharge", "id, collection_id, receipt_id, receipt_reference, instruction_id, lots, state");

    private static readonly Sql Pending = Sql.Of("""
        select id, collection_id, receipt_id, receipt_reference, instruction_id, lots, state from discharge
        where collection_id = @collectionId and state <> 'done' order by position
        """);

    private static readonly Sql ByInstruction = Sql.Of("""
        select id, collection_id, receipt_id, receipt_reference, instruction_id, lots, state from discharge where
            instruction_id = @instructionId
        """);

    private static readonly Sql Update = Sql.Of(
        "update discharge set state = @state, instruction_id = @instructionId, reason = @reason where id = @id");

    private static readonly Sql Wake =
        Sql.Of("update discharge set state = 'waiting' where id = @dischargeId and state = 'resting'");
    private static readonly Sql CollectionOf = Sql.Of("select collection_id from discharge where id = @dischargeId");

    /// <summary>One place's part: the face paid, and the lot that will stand there if something is left.</summary>
    private sealed record Part(Guid PlaceId, long Face, Guid RestLotId);

    internal static async Task Add(UnitOfWork work, Guid collectionId, Receipt receipt, IReadOnlyList<HeldShare> shares)
    {
        var parts = shares.Where(x => x.Principal > 0)
            .Select(x => new Part(x.PlaceId, x.Principal, Guid.CreateVersion7())).ToArray();
        if (parts.Length == 0) return;
        var row = new Row
        {
            Id = Guid.CreateVersion7(),
            CollectionId = collectionId,
            ReceiptId = receipt.Id,
            ReceiptReference = receipt.Source,
            InstructionId = Guid.CreateVersion7(),
            Lots = MessageJson.Write(parts),
            State = Waiting,
        };
        await work.Execute(Insert, row);
    }

    internal static async Task SendNext(UnitOfWork work, Guid collectionId)
    {
        var pending = await work.Query<Row>(Pending, new { collectionId });
        if (pending.Count == 0 || pending[0].State != Waiting) return;
        var next = pending[0];
        var places = (await PlaceRows.Of(work, collectionId)).ToDictionary(x => x.Id);
        work.Send(new DischargeLots(
            next.InstructionId,
            [.. next.Parts.Select(x => new LotDischarge(places[x.PlaceId].LotId, x.Face, x.Face, x.RestLotId))],
            collectionId, next.ReceiptReference, [Signer.Service(CollectionLocks.Party)]));
        await work.Execute(Update, new { next.Id, State = Sent, next.InstructionId, Reason = (string?)null });
    }

    /// <summary>The ledger discharged: rest lots stand where the lots stood, and the next discharge may go.</summary>
    public static async Task Executed(InstructionExecuted message, UnitOfWork work)
    {
        if (await Answered(work, message.InstructionId) is not { } discharge) return;
        var before = await PlaceRows.Of(work, discharge.CollectionId);
        var live = message.Lots.Where(x => x.State == LotStates.Live).Select(x => x.LotId).ToHashSet();
        var parts = discharge.Parts.ToDictionary(x => x.PlaceId);
        var after = before.Select(place => !parts.TryGetValue(place.Id, out var part) ? place
            : live.Contains(part.RestLotId) ? place with { LotId = part.RestLotId }
            : place with { State = PlaceStates.Discharged }).ToList();
        await PlaceRows.Save(work, discharge.CollectionId, before, after);
        foreach (var part in discharge.Parts) await LotShares.Extinguished(work, discharge.ReceiptId, part.PlaceId);
        await work.Execute(
            Update, new { discharge.Id, State = "done", discharge.InstructionId, Reason = (string?)null });
        await Maturity.Turn(work, discharge.CollectionId);
    }

    /// <summary>The ledger refused: listed, and tried again under a new instruction until it is done. The money is
    /// where it belongs.</summary>
    public static async Task Refused(InstructionRefused message, UnitOfWork work)
    {
        if (await Answered(work, message.InstructionId) is not { } discharge) return;
        await work.Execute(Update,
            new { discharge.Id, State = Resting, InstructionId = Guid.CreateVersion7(), Reason = message.Reason });
        var collection = (await Collection.Find(work, discharge.CollectionId))!;
        await SettlementExceptions.Raise(
            work, ExceptionCauses.DischargeRefused, $"discharge:{discharge.Id:D}", collection.DebtorId,
            $"{message.Reason}: {message.Detail}");
        work.Schedule(new RetryDischarge(discharge.Id), work.Now + RetryAfter, ClockKind.System);
    }

    public static async Task Retry(RetryDischarge message, UnitOfWork work)
    {
        if (await work.Execute(Wake, message) == 1) await Maturity.Turn(
            work, await work.QueryFirst<Guid>(CollectionOf, message));
    }

    /// <summary>The discharge that was sent under an instruction, with its collection locked: two answers to it, or an
    /// answer and other news of the collection, go one after the other.</summary>
    private static async Task<Row?> Answered(UnitOfWork work, Guid instructionId)
    {
        if (await work.QueryFirst<Row>(ByInstruction, new { instructionId }) is not { State: Sent } sent) return null;
        await Collection.Lock(work, sent.CollectionId);
        return await work.QueryFirst<Row>(ByInstruction, new { instructionId }) is { State: Sent } still ? still : null;
    }

    private sealed class Row
    {
        public Guid Id { get; init; }
        public Guid CollectionId { get; init; }
        public Guid ReceiptId { get; init; }
        public string ReceiptReference { get; init; } = "";
        public Guid InstructionId { get; init; }
        public string Lots { get; init; } = "[]";
        public string State { get; init; } = "";

        public Part[] Parts => MessageJson.Read<Part[]>(Lots);
    }
}
