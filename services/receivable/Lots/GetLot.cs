using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Receivables.Lots;

/// <summary>Shows one lot to its holder, its debtor, and to whom it was disclosed.</summary>
public static class GetLot
{
    internal static readonly Sql Find = Sql.Of(
        "select l.*, t.transfer_id from lot l left join lot_in_transfer t on t.lot_id = l.id where l.id = @id");

    public static async Task<Result<LotView>> Handle(Guid id, Caller caller, UnitOfWork work) =>
        await work.QueryFirst<LotRow>(Find, new { id }) is { } lot && await IsVisible(lot, caller, work)
            ? ((Result<LotView>)lot.View()).At(lot.Version)
            : new NotFound("lot", id);

    private static async Task<bool> IsVisible(LotRow lot, Caller caller, UnitOfWork work) =>
        lot.HolderId == caller.OrganisationId || lot.DebtorId == caller.OrganisationId || ReceivableRows.SeesAll(caller)
        || await Disclosures.Allow(work, lot.Id, caller.OrganisationId);
}
