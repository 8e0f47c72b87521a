using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Factoring.Admissions;

/// <summary>Admissions that the caller's organisation gave or was given.</summary>
public static class GetAdmissions
{
    private static readonly Sql PageOf = Sql.By(d => $"""
        select {AdmissionStore.Columns} from supplier_admission
        where (bank_id = @organisationId or supplier_id = @organisationId or @seesAll = 1) and position > @after
        order by position {d.First("@limit")}
        """);

    private static readonly Sql FindOne = Sql.Of($"""
        select {AdmissionStore.Columns} from supplier_admission
        where id = @id and (bank_id = @organisationId or supplier_id = @organisationId or @seesAll = 1)
        """);

    public static async Task<Result<Page<SupplierAdmission>>> List(Paging paging, Caller caller, UnitOfWork work)
    {
        var rows = await work.Query<AdmissionStore.Row>(
            PageOf, new { caller.OrganisationId, SeesAll = SeesAll(caller), paging.After, Limit = paging.Limit + 1 });
        return paging.Of(rows, row => row.Position, row => row.Shown());
    }

    public static async Task<Result<SupplierAdmission>> One(Guid id, Caller caller, UnitOfWork work)
    {
        var found = new { id, caller.OrganisationId, SeesAll = SeesAll(caller) };
        if (await work.QueryFirst<AdmissionStore.Row>(FindOne, found) is not { } row) return new NotFound("admission", id);
        return ((Result<SupplierAdmission>)row.Shown()).At(row.Version);
    }

    private static int SeesAll(Caller caller) => caller.Is(OrganisationKinds.Auditor) ? 1 : 0;
}
