using SupplyFinance.Contracts;
using SupplyFinance.Factoring.Auctions;
using SupplyFinance.Factoring.Limits;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Factoring.Deals;

/// <summary>The ledger's word: answers to this service's instructions, and what becomes of financed lots afterwards.</summary>
public static class FollowLedger
{
    private static readonly Sql FindAsker = Sql.Of("select request_id, deal_id from ledger_instruction where id = @id");

    private static readonly Sql See = Sql.InsertIfAbsent("discharge_seen", "entry_index", "entry_index, seen_at");

    private static readonly Sql FindDeal = Sql.Of("""
        select f.deal_id, d.bid_id from financed_lot f join deal d on d.id = f.deal_id where f.lot_id = @lotId
        """);

    private static readonly Sql Follow = Sql.InsertIfAbsent("financed_lot", "lot_id", "lot_id, deal_id");

    public static async Task Handle(InstructionExecuted message, UnitOfWork work)
    {
        if (await work.QueryFirst<Asker>(FindAsker, new { id = message.InstructionId }) is { } asker)
        {
            if (asker.DealId is { } dealId) await CarryOut.Apply(work, dealId, message);
            if (asker.RequestId is { } requestId) await LockAnswered.Executed(work, requestId);
        }

        foreach (var lot in message.Lots) await KeepLineage(work, lot);
        if (message.Operation == LedgerOperations.Discharge) await Discharge(work, message);
    }

    public static async Task Handle(InstructionRefused message, UnitOfWork work)
    {
        if (await work.QueryFirst<Asker>(FindAsker, new { id = message.InstructionId }) is not { } asker) return;
        if (asker.DealId is { } dealId) await CarryOut.Apply(work, dealId, message);
        if (asker.RequestId is { } requestId) await LockAnswered.Refused(work, requestId, message);
    }

    // A financed lot may be divided later; its pieces still use the limit.
    private static async Task KeepLineage(UnitOfWork work, LotSnapshot lot)
    {
        foreach (var parent in lot.ParentIds)
        {
            if (await work.QueryFirst<Financed>(FindDeal, new { LotId = parent }) is { } financed)
                await work.Execute(Follow, new { lot.LotId, financed.DealId });
        }
    }

    // Once per entry of the log, however often and in whatever message it is told.
    private static async Task Discharge(UnitOfWork work, InstructionExecuted message)
    {
        if (await work.Execute(See, new { message.EntryIndex, SeenAt = work.Now }) == 0) return;
        foreach (var discharge in message.Discharges)
        {
            if (await work.QueryFirst<Financed>(FindDeal, new { discharge.LotId }) is not { } financed) continue;
            await LimitStore.Repay(work, financed.BidId, discharge.FaceExtinguished);
            await work.Execute(Follow, new { LotId = discharge.RestLotId, financed.DealId });
        }
    }

    private sealed class Asker
    {
        public Guid? RequestId { get; init; }
        public Guid? DealId { get; init; }
    }

    private sealed class Financed
    {
        public Guid DealId { get; init; }
        public Guid BidId { get; init; }
    }
}
