using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Factoring.Auctions;

/// <summary>Requests that the caller may see: the holder's own, the cost bearer's, an eligible bank's until the close, the
/// winner's thereafter; the operator and the auditor see all of them, and no bid.</summary>
public static class GetFinancingRequests
{
    private const string Visible = $"""
        (r.holder_id = @organisationId
         or (r.cost_bearer = 'Debtor' and r.debtor_id = @organisationId)
         or r.winner_id = @organisationId
         or @seesAll = 1
         or (r.state = 'Open' and r.closes_at > @now
             and exists (select 1 from credit_limit l where l.bank_id = @organisationId and {Disclosing.EligibleBank})))
        """;

    private static readonly Sql PageOf = Sql.By(d => $"""
        select {RequestStore.Columns} from financing_request r
        where {Visible} and r.position > @after and (@state is null or r.state = @state)
        order by r.position {d.First("@limit")}
        """);

    private static readonly Sql FindOne = Sql.Of($"""
        select {RequestStore.Columns} from financing_request r where r.id = @id and {Visible}
        """);

    public static async Task<Result<Page<FinancingRequestView>>> List(
        Paging paging, string? state, Caller caller, UnitOfWork work)
    {
        var asked = default(RequestState);
        if (state is not null && !Enum.TryParse(state.Replace("-", "", StringComparison.Ordinal), true, out asked))
            return new InvalidField("state", "state", $"'{state}' is not a state of a request.");
        var rows = await work.Query<FinancingRequest>(PageOf, new
        {
            caller.OrganisationId,
            SeesAll = SeesAll(caller),
            Now = work.BusinessNow,
            No = false,
            Today = work.BusinessToday,
            State = state is null ? null : asked.ToString(),
            paging.After,
            Limit = paging.Limit + 1,
        });
        var views = new List<FinancingRequestView>();
        foreach (var row in rows.Take(paging.Limit)) views.Add(await FinancingRequestView.Of(work, row));
        var page = paging.Of(rows, row => row.Position, row => row.Id);
        return new Page<FinancingRequestView>(views, page.NextCursor);
    }

    public static async Task<Result<FinancingRequestView>> One(Guid id, Caller caller, UnitOfWork work)
    {
        var row = await work.QueryFirst<FinancingRequest>(FindOne, new
        {
            id,
            caller.OrganisationId,
            SeesAll = SeesAll(caller),
            Now = work.BusinessNow,
            No = false,
            Today = work.BusinessToday,
        });
        if (row is null) return new NotFound("financing request", id);
        return ((Result<FinancingRequestView>)await FinancingRequestView.Of(work, row)).At(row.Version);
    }

    private static int SeesAll(Caller caller) =>
        caller.Is(OrganisationKinds.Auditor) || caller.Is(OrganisationKinds.Operator) ? 1 : 0;
}
