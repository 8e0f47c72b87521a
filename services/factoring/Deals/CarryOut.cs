using SupplyFinance.Contracts;
using SupplyFinance.Factoring.Auctions;
using SupplyFinance.Factoring.Limits;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Factoring.Deals;

/// <summary>Takes a message to its deal: decides, and saves the outcome with everything it sends in one transaction.</summary>
internal static class CarryOut
{
    private static readonly Sql Deactivate = Sql.Of("delete from active_deal_lot where deal_id = @id");

    public static Task Handle(InvoicesClaimed message, UnitOfWork work) => Apply(work, message.DealId, message);

    public static Task Handle(InvoiceClaimRefused message, UnitOfWork work) => Apply(work, message.DealId, message);

    public static Task Handle(PaymentSettled message, UnitOfWork work) => Apply(work, message.DealId, message);

    public static Task Handle(PaymentWillNeverExecute message, UnitOfWork work) => Apply(work, message.DealId, message);

    public static Task Handle(RemindDeal message, UnitOfWork work) => Apply(work, message.DealId, message);

    public static async Task Apply(UnitOfWork work, Guid dealId, IMessage message)
    {
        // Other payments and claims are answered on the same channels; they name no deal of ours.
        if (await DealStore.FindForUpdate(work, dealId) is not { } deal) return;
        var lots = await DealStore.LotsOf(work, dealId);
        var before = deal.Progress(lots);
        var outcome = DealProcess.Decide(deal.Plan(lots), before, message, work.Now);
        await Say(work, dealId, outcome);
        if (message is not BeginDeal && outcome.Progress == before && outcome.Alarm is null) return;

        var alarm = outcome.Progress.State == DealStates.Completed ? null : outcome.Alarm ?? deal.Alarm;
        await DealStore.Save(work, deal, before, outcome.Progress, alarm);
        var saved = (await DealStore.Find(work, dealId))!;
        if (outcome.IssuesNotice) await Complete(work, saved);
        if (outcome.ReleasesLimit) await Fail(work, saved);
        work.Publish(saved.Changed(await DealStore.LotsOf(work, dealId)));
    }

    private static async Task Say(UnitOfWork work, Guid dealId, DealOutcome outcome)
    {
        foreach (var message in outcome.Sends)
        {
            if (InstructionOf(message) is { } instructionId) await DealStore.Expect(work, instructionId, dealId);
            work.Send((ICommand)message);
        }

        if (outcome.RemindAt is { } remindAt)
        {
            var reminder = new RemindDeal(dealId, outcome.Progress.State, outcome.Progress.Attempt);
            work.Schedule(reminder, remindAt, ClockKind.System);
        }
    }

    private static Guid? InstructionOf(IMessage message) => message switch
    {
        LockLots m => m.InstructionId,
        TransferLots m => m.InstructionId,
        ReleaseLots m => m.InstructionId,
        _ => null,
    };

    private static async Task Complete(UnitOfWork work, Deal deal)
    {
        await AssignmentNotice.Issue(work, deal);
        await RequestStore.Move(work, deal.RequestId, RequestState.Completed);
    }

    private static async Task Fail(UnitOfWork work, Deal deal)
    {
        await LimitStore.Repay(work, deal.BidId);
        await work.Execute(Deactivate, new { deal.Id });
        await RequestStore.Move(work, deal.RequestId, RequestState.Failed, deal.Reason);
        await Disclosing.Withdraw(work, deal.RequestId, deal.FinancierId);
    }
}
