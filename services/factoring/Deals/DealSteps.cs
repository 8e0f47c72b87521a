using System.Diagnostics;
using SupplyFinance.Contracts;

namespace SupplyFinance.Factoring.Deals;

/// <summary>The commands whose answer a deal waits for in each state. Sending them again changes nothing: every one
/// carries a key made from the deal's id and the step.</summary>
public static class DealSteps
{
    private static readonly Signer[] Factoring = [Signer.Service("factoring")];

    public static IEnumerable<IMessage> Of(DealPlan plan, DealProgress deal) => deal.State switch
    {
        DealStates.Claiming => [new ClaimInvoices(plan.ClaimId, plan.DealId, plan.InvoiceIds)],
        DealStates.Locking => [TakeOverLock(plan)],
        DealStates.Registering => [],
        DealStates.Paying => [Pay(plan)],
        DealStates.Transferring => Transfers(plan, deal),
        DealStates.Undoing => [Release(plan, deal)],
        DealStates.Completed or DealStates.Failed => [],
        _ => throw new UnreachableException(deal.State),
    };

    private static LockLots TakeOverLock(DealPlan plan) => new(
        plan.LockId, plan.LotIds, LockPurposes.Deal, DealProcess.LockOwner, plan.DealId, plan.FinancingRequestId,
        plan.FinancierId, null, Factoring);

    private static InstructPayment Pay(DealPlan plan) => new(
        plan.PaymentId, plan.DealId, plan.FinancierId, plan.SellerId, plan.Currency, plan.CashToday, plan.ValueDate,
        $"Purchase of receivables, deal {plan.DealId:D}");

    private static IEnumerable<TransferLots> Transfers(DealPlan plan, DealProgress deal) => plan.Transfers
        .Select((lots, transfer) => (lots, transfer))
        .Where(x => x.lots.Any(lot => !deal.Transferred.Contains(lot.LotId)))
        .Select(x => new TransferLots(
            plan.TransferId(x.transfer, deal.Attempt), [.. x.lots.Select(lot => lot.LotId)],
            [.. x.lots.Select(lot => new LotOutput(lot.FinancierLotId, plan.FinancierId, lot.Face))],
            plan.DealId, Factoring));

    private static ReleaseLots Release(DealPlan plan, DealProgress deal) => new(
        plan.ReleaseId(deal.Attempt), plan.LotIds,
        deal.Undo == DealUndo.DealLockAndClaim ? plan.DealId : plan.FinancingRequestId, Factoring);
}
