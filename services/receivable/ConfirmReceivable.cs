using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Receivables;

/// <summary>The debtor's maker and checker confirm a debt. The ledger is then asked for its lot; until it answers the
/// receivable is <c>confirming</c>, and a refusal takes it back to the proposal with the reason shown.</summary>
public static class ConfirmReceivable
{
    public const string Name = "confirm-receivable";

    private static readonly Sql FindOverdue = Sql.By(d =>
        $"select id from collection where debtor_id = @debtorId and state = @overdue order by id {d.First("@one")}");

    /// <param name="Amount">Less than proposed, with a reason; without it all of it.</param>
    /// <param name="LateRatePpm">Late charge a year in parts per million; without it the policy's default.</param>
    public sealed record Request(Money? Amount = null, string? Reason = null, int? LateRatePpm = null);

    /// <param name="Version">The version the maker saw: a receivable that changed since is not confirmed by an old
    /// approval.</param>
    public sealed record Command(Guid ReceivableId, long Version, Money? Amount, string? Reason, int? LateRatePpm);

    public static async Task<Result<Approvals.View>> Handle(Guid id, Request request, IfMatch match, Caller caller,
        UnitOfWork work)
    {
        if (await ReceivableRows.Find(work, id) is not { } receivable || receivable.DebtorId != caller.OrganisationId)
            return new NotFound("receivable", id);
        if (match.Against(receivable.Version) is { } mismatch) return mismatch;
        var command = new Command(id, receivable.Version, request.Amount, request.Reason, request.LateRatePpm);
        var decision = await Decide(work, receivable, command);
        return decision.IsFailure ? decision.Failure : await Approvals.Propose(work, caller, Name, id, command);
    }

    public static async Task<Result<ReceivableView>> Approved(Command command, Approval approval, UnitOfWork work)
    {
        var receivable = (await ReceivableRows.Hold(work, command.ReceivableId))!;
        if (receivable.Version != command.Version) return new VersionMismatch(receivable.Version);
        var decision = await Decide(work, receivable, command);
        if (decision.IsFailure) return decision.Failure;
        var confirming = decision.Value;
        await ReceivableRows.Save(work, confirming);
        var (instructionId, lotId) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await Instructions.Remember(work, instructionId, Instructions.OfReceivable, confirming.Id, lotId);
        work.Send(new IssueLot(
            instructionId, lotId, confirming.Id, confirming.DebtorId, confirming.SupplierId,
            confirming.Proposed.Currency.Code, confirming.Confirmed!.Value.Minor, confirming.DueDate,
            [Signer.Organisation(approval.OrganisationId, approval.MakerId, approval.CheckerId)]));
        return ((Result<ReceivableView>)ReceivableView.Of(confirming, work.BusinessToday))
            .Accepted($"/api/receivables/{confirming.Id}", later => Outcome(later, confirming.Id));
    }

    // Confirmed, or proposed again with the ledger's reason.
    private static async Task<Result<ReceivableView>?> Outcome(UnitOfWork work, Guid id)
    {
        var receivable = (await ReceivableRows.Find(work, id))!;
        if (receivable.State == ReceivableStates.Confirming) return null;
        return ((Result<ReceivableView>)ReceivableView.Of(receivable, work.BusinessToday)).At(receivable.Version);
    }

    private static async Task<Result<Receivable>> Decide(UnitOfWork work, Receivable receivable, Command command)
    {
        var overdue = await work.QueryFirst<Guid?>(FindOverdue,
            new { receivable.DebtorId, overdue = CollectionStates.Overdue, one = 1 });
        return receivable.Confirm(command.Amount, command.Reason, command.LateRatePpm, overdue is not null,
            work.BusinessToday);
    }
}
