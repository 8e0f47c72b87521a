using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Receivables.Lots;

namespace SupplyFinance.Receivables;

/// <summary>Finishes or undoes what waits for the ledger. An answer that comes again finds nothing waiting and changes
/// nothing.</summary>
public static class FollowLedger
{
    public static async Task Executed(InstructionExecuted message, UnitOfWork work)
    {
        switch (await Instructions.Find(work, message.InstructionId))
        {
            case { Subject: Instructions.OfReceivable } issue:
                var issued = (await ReceivableRows.Hold(work, issue.SubjectId))!.LotIssued(issue.LotId!.Value);
                if (!issued.IsFailure) await ReceivableRows.Save(work, issued.Value);
                break;
            case { Subject: Instructions.OfLotTransfer } transfer:
                await LotTransferRows.End(work, transfer.SubjectId, LotTransferStates.Completed, null);
                break;
            default:
                break;
        }
    }

    public static async Task Refused(InstructionRefused message, UnitOfWork work)
    {
        switch (await Instructions.Find(work, message.InstructionId))
        {
            case { Subject: Instructions.OfReceivable } issue:
                var refused = (await ReceivableRows.Hold(work, issue.SubjectId))!.IssueRefused(
                    $"{message.Reason}: {message.Detail}");
                if (refused.IsFailure) break;
                await ReceivableRows.Save(work, refused.Value);
                // Its reminder may have come and gone while the ledger was asked.
                work.Schedule(new LapseReceivable(issue.SubjectId), refused.Value.LapsesAt, ClockKind.Business);
                break;
            case { Subject: Instructions.OfLotTransfer } transfer:
                await LotTransferRows.End(work, transfer.SubjectId, LotTransferStates.Refused,
                    $"{message.Reason}: {message.Detail}");
                break;
            default:
                break;
        }
    }
}
