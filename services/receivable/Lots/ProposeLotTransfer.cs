using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Receivables.Lots;

/// <summary>A holder's maker and checker split its free lots, or offer them to another organisation. A split goes to
/// the ledger at once; an offer waits for its receiver.</summary>
public static class ProposeLotTransfer
{
    public const string Name = "transfer-lots";

    /// <summary>A lot to be made.</summary>
    /// <param name="LotId">The new lot's id, made by the client; without it one is made here.</param>
    public sealed record Output(Guid HolderId, Money Amount, Guid? LotId = null);

    /// <summary>The lots to give up and the lots to make of them.</summary>
    /// <param name="Id">Made by the client; without it one is made here.</param>
    public sealed record Request(Guid[] LotIds, Output[] Outputs, Guid? Id = null);

    /// <summary>What the checker approves: every id is made by now.</summary>
    public sealed record Command(Guid Id, Guid[] LotIds, TransferOutput[] Outputs);

    public static async Task<Result<Approvals.View>> Handle(Request request, Caller caller, UnitOfWork work)
    {
        var command = new Command(
            IdOr(request.Id), request.LotIds,
            request.Outputs.Select(x => new TransferOutput(IdOr(x.LotId), x.HolderId, x.Amount)).ToArray());
        if (await LotTransferRows.Find(work, command.Id) is not null) return new IdInUse(command.Id);
        var decision = await Decide(work, caller.OrganisationId, command);
        return decision.IsFailure ? decision.Failure : await Approvals.Propose(work, caller, Name, command.Id, command);
    }

    public static async Task<Result<LotTransferView>> Approved(Command command, Approval approval, UnitOfWork work)
    {
        if (await LotTransferRows.Find(work, command.Id) is not null) return new IdInUse(command.Id);
        var decision = await Decide(work, approval.OrganisationId, command);
        if (decision.IsFailure) return decision.Failure;
        var transfer = decision.Value;
        if (await LotTransferRows.Insert(work, transfer, approval) is { } busy) return busy;
        if (transfer.ReceiverId is { } receiverId)
        {
            work.Publish(new Disclosed(
                transfer.Id, 1, DisclosedObjects.Lot, command.LotIds, receiverId, transfer.LapsesAt,
                "offered in a transfer"));
            work.Schedule(new LapseLotTransfer(transfer.Id), transfer.LapsesAt, ClockKind.Business);
        }
        else
        {
            await LotTransferRows.AskLedger(work, transfer, approval.MakerId, approval.CheckerId);
        }

        var row = (await LotTransferRows.Find(work, transfer.Id))!;
        return LotTransferRows.Accepted(row);
    }

    private static async Task<Result<LotTransfer>> Decide(UnitOfWork work, Guid holderId, Command command)
    {
        var asked = new List<(Guid Id, LotCopy? Copy)>();
        foreach (var id in command.LotIds.Take(LotTransfer.MaxLots + 1))
        {
            var lot = await work.QueryFirst<LotRow>(GetLot.Find, new { id });
            if (lot?.TransferId is not null && lot.HolderId == holderId) return new LotInTransfer(id);
            asked.Add((id, lot?.Copy()));
        }

        var decision = LotTransfer.Decide(command.Id, holderId, asked, command.Outputs, work.BusinessNow);
        if (decision.IsFailure || decision.Value.ReceiverId is not { } receiverId) return decision;
        var receiver = await Participants.Organisation(work, receiverId);
        return receiver is { Status: OrganisationStatuses.Admitted }
            && receiver.Kinds.Contains(OrganisationKinds.Supplier)
            ? decision
            : new ReceiverUnknown(receiverId);
    }

    private static Guid IdOr(Guid? id) => id is { } given && given != Guid.Empty ? given : Guid.CreateVersion7();
}
