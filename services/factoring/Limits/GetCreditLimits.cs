using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Factoring.Limits;

/// <summary>A bank's limits and how they are used: its own business, the auditor's to see.</summary>
public static class GetCreditLimits
{
    private static readonly Sql PageOf = Sql.By(d => $"""
        select {LimitStore.Columns} from credit_limit
        where (bank_id = @organisationId or @seesAll = 1) and (@debtorId is null or debtor_id = @debtorId)
          and position > @after
        order by position {d.First("@limit")}
        """);

    private static readonly Sql FindOne = Sql.Of($"""
        select {LimitStore.Columns} from credit_limit
        where id = @id and (bank_id = @organisationId or @seesAll = 1)
        """);

    public static async Task<Result<Page<CreditLimitView>>> List(
        Paging paging, Guid? debtorId, Caller caller, UnitOfWork work)
    {
        var rows = await work.Query<LimitStore.Row>(PageOf, new
        {
            caller.OrganisationId,
            SeesAll = SeesAll(caller),
            debtorId,
            paging.After,
            Limit = paging.Limit + 1,
        });
        return paging.Of(rows, row => row.Position, row => CreditLimitView.Of(row, work.BusinessToday));
    }

    public static async Task<Result<CreditLimitView>> One(Guid id, Caller caller, UnitOfWork work)
    {
        var found = new { id, caller.OrganisationId, SeesAll = SeesAll(caller) };
        if (await work.QueryFirst<LimitStore.Row>(FindOne, found) is not { } row) return new NotFound("credit limit", id);
        return ((Result<CreditLimitView>)CreditLimitView.Of(row, work.BusinessToday)).At(row.Version);
    }

    private static int SeesAll(Caller caller) => caller.Is(OrganisationKinds.Auditor) ? 1 : 0;
}
