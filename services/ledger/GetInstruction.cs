using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Money;
using Amount = SupplyFinance.Platform.Money.Money;

namespace SupplyFinance.Ledger;

/// <summary>What became of an instruction, for the organisations involved.</summary>
public static class GetInstruction
{
    /// <param name="Status"><c>executed</c> or <c>refused</c>.</param>
    /// <param name="EntryIndex">Its entry; null when refused.</param>
    /// <param name="Reason">The refusal's stable code; null when executed.</param>
    /// <param name="ConflictingEntry">The entry that won, where another instruction did.</param>
    /// <param name="Lots">The lots as it left them, those that the caller may see.</param>
    public sealed record Answer(
        Guid InstructionId, string Operation, string Status, long? EntryIndex, DateTimeOffset At, string? Reason,
        string? Detail, long? ConflictingEntry, IReadOnlyList<LotLeft> Lots);

    /// <summary>A lot as the instruction left it.</summary>
    public sealed record LotLeft(
        Guid LotId, Guid ReceivableId, Guid HolderId, Amount Amount, string State, IReadOnlyList<Guid> ParentIds);

    public static async Task<Result<Answer>> Handle(Guid instructionId, Caller caller, UnitOfWork work)
    {
        if (await InstructionTable.Find(work, instructionId) is not { } found
            || !(LotAccess.SeesAll(caller)
                || await InstructionTable.Involves(work, instructionId, caller.OrganisationId)))
            return new NotFound("instruction", instructionId);
        if (found.Event() is not InstructionExecuted executed)
        {
            var refused = (InstructionRefused)found.Event();
            return new Answer(
                found.Id, found.Operation, "refused", null, found.AnsweredAt, refused.Reason, refused.Detail,
                refused.ConflictingEntry, []);
        }

        var visible = await LotAccess.Visible(work, caller, executed.Lots.Select(lot => lot.LotId));
        return new Answer(
            found.Id, found.Operation, "executed", found.EntryIndex, found.AnsweredAt, null, null, null,
            [.. executed.Lots.Where(lot => visible.Contains(lot.LotId)).Select(Shown)]);
    }

    private static LotLeft Shown(LotSnapshot lot) =>
        new(lot.LotId, lot.ReceivableId, lot.HolderId, new Amount(lot.Amount, Currency.Of(lot.Currency)), lot.State,
            lot.ParentIds);
}
