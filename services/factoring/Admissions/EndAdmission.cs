using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Factoring.Admissions;

/// <summary>A bank ends its admission of a supplier: no new bid, no new acceptance; deals stand.</summary>
public static class EndAdmission
{
    private static readonly Sql Find = Sql.By(d => $"""
        select {AdmissionStore.Columns} from {d.Locked("supplier_admission")}
        where id = @id and bank_id = @bankId {d.ForUpdate}
        """);

    private static readonly Sql Save = Sql.Of(
        "update supplier_admission set version = version + 1, state = @state where id = @id and state <> @state");

    public static async Task<Result<SupplierAdmission>> Handle(Guid id, Caller caller, UnitOfWork work)
    {
        var key = new { id, BankId = caller.OrganisationId };
        if (await work.QueryFirst<AdmissionStore.Row>(Find, key) is null) return new NotFound("admission", id);
        await work.Execute(Save, new { id, State = AdmissionState.Ended });
        var row = (await work.QueryFirst<AdmissionStore.Row>(Find, key))!;
        return ((Result<SupplierAdmission>)row.Shown()).At(row.Version);
    }
}
