using System.Text.Json;
using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Receivables.Lots;

/// <summary>Keeps lot transfers and which lots are in one that has not ended.</summary>
internal static class LotTransferRows
{
    private static readonly Sql Add = Sql.Insert(
        "lot_transfer",
        "id, version, holder_id, receiver_id, currency, state, lapses_at, reason, maker_id, checker_id, content");

    private static readonly Sql Enter = Sql.InsertIfAbsent("lot_in_transfer", "lot_id", "lot_id, transfer_id");

    private static readonly Sql Leave = Sql.Of("delete from lot_in_transfer where transfer_id = @id");

    private static readonly Sql SetState = Sql.Of(
        "update lot_transfer set state = @state, reason = @reason, version = version + 1 where id = @id");

    private static readonly Sql FindById = Sql.Of("select * from lot_transfer where id = @id");

    private static readonly Sql FindForUpdate =
        Sql.By(d => $"select * from {d.Locked("lot_transfer")} where id = @id {d.ForUpdate}");

    public static Task<LotTransferRow?> Find(UnitOfWork work, Guid id) =>
        work.QueryFirst<LotTransferRow>(FindById, new { id });

    /// <summary>The transfer, its row held until the transaction ends.</summary>
    public static Task<LotTransferRow?> Hold(UnitOfWork work, Guid id) =>
        work.QueryFirst<LotTransferRow>(FindForUpdate, new { id });

    /// <summary>Keeps a new transfer; refuses where a lot is in another one.</summary>
    public static async Task<Failure?> Insert(UnitOfWork work, LotTransfer transfer, Approval approval)
    {
        foreach (var lotId in transfer.LotIds)
            if (await work.Execute(Enter, new { lotId, TransferId = transfer.Id }) == 0)
                return new LotInTransfer(lotId);
        await work.Execute(Add, new LotTransferRow
        {
            Id = transfer.Id,
            Version = 1,
            HolderId = transfer.HolderId,
            ReceiverId = transfer.ReceiverId,
            Currency = transfer.Outputs[0].Amount.Currency.Code,
            State = transfer.State,
            LapsesAt = transfer.LapsesAt,
            MakerId = approval.MakerId,
            CheckerId = approval.CheckerId,
            Content = JsonSerializer.Serialize(new LotTransferContent(transfer.LotIds, transfer.Outputs),
                ApiJson.Options),
        });
        return null;
    }

    /// <summary>Keeps the next state of a transfer that this transaction holds; its lots are free for another when it
    /// has ended.</summary>
    public static async Task<LotTransferRow> Save(UnitOfWork work, LotTransfer transfer)
    {
        await work.Execute(SetState, new { transfer.Id, transfer.State, transfer.Reason });
        if (transfer.State is not (LotTransferStates.Offered or LotTransferStates.Pending)) await work.Execute(Leave,
            new { transfer.Id });
        return (await Find(work, transfer.Id))!;
    }

    /// <summary>The ledger's answer ends a pending transfer; a repeated answer changes nothing.</summary>
    public static async Task End(UnitOfWork work, Guid id, string state, string? reason)
    {
        var row = (await Hold(work, id))!;
        if (row.State == LotTransferStates.Pending)
            await Save(work, row.Transfer() with { State = state, Reason = reason?.Length > Receivable.MaxReason
                ? reason[..Receivable.MaxReason] : reason });
    }

    /// <summary>202 with the transfer as it stands; who prefers to wait gets it as the ledger's answer leaves it.</summary>
    public static Result<LotTransferView> Accepted(LotTransferRow row) =>
        ((Result<LotTransferView>)row.View()).Accepted($"/api/lot-transfers/{row.Id}", later => Outcome(later, row.Id));

    private static async Task<Result<LotTransferView>?> Outcome(UnitOfWork work, Guid id)
    {
        var row = (await Find(work, id))!;
        return row.State == LotTransferStates.Pending ? null : ((Result<LotTransferView>)row.View()).At(row.Version);
    }

    /// <summary>Asks the ledger, in the holder's name with the maker and checker who agreed.</summary>
    public static async Task AskLedger(UnitOfWork work, LotTransfer transfer, Guid makerId, Guid checkerId)
    {
        var instructionId = Guid.CreateVersion7();
        await Instructions.Remember(work, instructionId, Instructions.OfLotTransfer, transfer.Id, null);
        work.Send(new TransferLots(
            instructionId, transfer.LotIds.ToArray(),
            transfer.Outputs.Select(x => new LotOutput(x.LotId, x.HolderId, x.Amount.Minor)).ToArray(), null,
            [Signer.Organisation(transfer.HolderId, makerId, checkerId)]));
    }
}

/// <summary>The lots and outputs of a transfer, as stored.</summary>
internal sealed record LotTransferContent(IReadOnlyList<Guid> LotIds, IReadOnlyList<TransferOutput> Outputs);

/// <summary>A transfer's row.</summary>
internal sealed class LotTransferRow
{
    public long Position { get; init; }
    public Guid Id { get; init; }
    public long Version { get; init; }
    public Guid HolderId { get; init; }
    public Guid? ReceiverId { get; init; }
    public string Currency { get; init; } = "";
    public string State { get; init; } = "";
    public DateTimeOffset LapsesAt { get; init; }
    public string? Reason { get; init; }
    public Guid MakerId { get; init; }
    public Guid CheckerId { get; init; }
    public string Content { get; init; } = "";

    public LotTransfer Transfer()
    {
        var (lotIds, outputs) = JsonSerializer.Deserialize<LotTransferContent>(Content, ApiJson.Options)!;
        return new LotTransfer(Id, HolderId, ReceiverId, lotIds, outputs, State, LapsesAt, Reason);
    }

    public LotTransferView View()
    {
        var transfer = Transfer();
        return new LotTransferView(Id, Version, State, HolderId, ReceiverId, transfer.LotIds, transfer.Outputs,
            LapsesAt, Reason);
    }
}

/// <summary>A split or transfer as its parties see it. <paramref name="ReceiverId"/> is null for a split; <paramref
/// name="LapsesAt"/> counts while it is offered.</summary>
public sealed record LotTransferView(
    Guid Id, long Version, string State, Guid HolderId, Guid? ReceiverId, IReadOnlyList<Guid> LotIds,
    IReadOnlyList<TransferOutput> Outputs, DateTimeOffset LapsesAt, string? Reason);
