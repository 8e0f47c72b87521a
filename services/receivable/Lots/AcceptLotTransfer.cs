using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Receivables.Lots;

/// <summary>The receiver takes offered lots; only then is the ledger asked. An offer that has lapsed by its stored
/// instant is refused.</summary>
public static class AcceptLotTransfer
{
    public static async Task<Result<LotTransferView>> Handle(Guid id, IfMatch match, Caller caller, UnitOfWork work)
    {
        if (await LotTransferRows.Hold(work, id) is not { } row
            || row.ReceiverId != caller.OrganisationId)
            return new NotFound("lot transfer", id);
        if (match.Against(row.Version) is { } mismatch) return mismatch;
        var decision = row.Transfer().Accept(work.BusinessNow);
        if (decision.IsFailure) return decision.Failure;
        var saved = await LotTransferRows.Save(work, decision.Value);
        await LotTransferRows.AskLedger(work, decision.Value, row.MakerId, row.CheckerId);
        return LotTransferRows.Accepted(saved);
    }
}
