using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Receivables.Lots;

/// <summary>Shows one transfer to its holder and receiver.</summary>
public static class GetLotTransfer
{
    public static async Task<Result<LotTransferView>> Handle(Guid id, Caller caller, UnitOfWork work) =>
        await LotTransferRows.Find(work, id) is { } row
        && (row.HolderId == caller.OrganisationId || row.ReceiverId == caller.OrganisationId
            || ReceivableRows.SeesAll(caller))
            ? ((Result<LotTransferView>)row.View()).At(row.Version)
            : new NotFound("lot transfer", id);
}
