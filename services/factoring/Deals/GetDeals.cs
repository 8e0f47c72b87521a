using SupplyFinance.Contracts;
using SupplyFinance.Factoring.Pricing;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Factoring.Deals;

/// <summary>Deals of the caller's organisation as seller, financier or debtor; the operator and the auditor see all.</summary>
public static class GetDeals
{
    private const string Visible =
        "(seller_id = @organisationId or financier_id = @organisationId or debtor_id = @organisationId or @seesAll = 1)";

    private static readonly Sql PageOf = Sql.By(d => $"""
        select {DealStore.Columns} from deal
        where {Visible} and position > @after and (@state is null or state = @state)
          and (@financingRequestId is null or request_id = @financingRequestId)
        order by position {d.First("@limit")}
        """);

    private static readonly Sql FindOne = Sql.Of($"select {DealStore.Columns} from deal where id = @id and {Visible}");

    public static async Task<Result<Page<DealView>>> List(
        Paging paging, string? state, Guid? financingRequestId, Caller caller, UnitOfWork work)
    {
        var rows = await work.Query<Deal>(PageOf, new
        {
            caller.OrganisationId,
            SeesAll = SeesAll(caller),
            state,
            financingRequestId,
            paging.After,
            Limit = paging.Limit + 1,
        });
        var views = new List<DealView>();
        foreach (var row in rows.Take(paging.Limit)) views.Add(await Shown(work, row, caller));
        return new Page<DealView>(views, paging.Of(rows, row => row.Position, row => row.Id).NextCursor);
    }

    public static async Task<Result<DealView>> One(Guid id, Caller caller, UnitOfWork work)
    {
        var found = new { id, caller.OrganisationId, SeesAll = SeesAll(caller) };
        if (await work.QueryFirst<Deal>(FindOne, found) is not { } deal) return new NotFound("deal", id);
        return ((Result<DealView>)await Shown(work, deal, caller)).At(deal.Version);
    }

    private static async Task<DealView> Shown(UnitOfWork work, Deal deal, Caller caller)
    {
        var isParty = deal.SellerId == caller.OrganisationId || deal.FinancierId == caller.OrganisationId;
        var paysForIt = deal.BornBy == CostBearer.Debtor && deal.DebtorId == caller.OrganisationId;
        return DealView.Of(
            deal, await DealStore.LotsOf(work, deal.Id), isParty || paysForIt || caller.Is(OrganisationKinds.Auditor));
    }

    private static int SeesAll(Caller caller) =>
        caller.Is(OrganisationKinds.Auditor) || caller.Is(OrganisationKinds.Operator) ? 1 : 0;
}
