using SupplyFinance.Factoring.Auctions;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Factoring.Admissions;

/// <summary>The supplier accepts the framework agreement that it was offered, naming the text it read.</summary>
public static class AcceptAdmission
{
    private static readonly Sql Find = Sql.By(d => $"""
        select {AdmissionStore.Columns} from {d.Locked("supplier_admission")}
        where id = @id and supplier_id = @supplierId {d.ForUpdate}
        """);

    private static readonly Sql Save = Sql.Of("""
        update supplier_admission set version = version + 1, state = @state, accepted_by = @acceptedBy, accepted_at = @acceptedAt
        where id = @id
        """);

    /// <summary>The agreement that the supplier accepts.</summary>
    /// <param name="FrameworkHash">SHA-256 of the text that was read, lower-case hex.</param>
    public sealed record Request(string FrameworkVersion, string FrameworkHash);

    public static async Task<Result<SupplierAdmission>> Handle(Guid id, Request request, Caller caller, UnitOfWork work)
    {
        var key = new { id, SupplierId = caller.OrganisationId };
        if (await work.QueryFirst<AdmissionStore.Row>(Find, key) is not { } row) return new NotFound("admission", id);
        if (row.FrameworkVersion != request.FrameworkVersion || row.FrameworkHash != request.FrameworkHash)
            return new FrameworkDiffers(row.FrameworkVersion);
        if (row.State == nameof(AdmissionState.Ended)) return new AdmissionEnded();
        if (row.State == nameof(AdmissionState.Offered))
        {
            await work.Execute(Save, new
            {
                id,
                State = AdmissionState.InForce,
                AcceptedBy = caller.Id,
                AcceptedAt = work.Now,
            });
            await Disclosing.OpenRequestsTo(work, row.BankId);
            row = (await work.QueryFirst<AdmissionStore.Row>(Find, key))!;
        }

        return ((Result<SupplierAdmission>)row.Shown()).At(row.Version);
    }

    /// <summary>The text named is not the one offered.</summary>
    public sealed record FrameworkDiffers(string Offered) : Failure(
        FailureKind.Conflict, "framework-differs", $"The bank offers version {Offered}. Read that text and accept its hash.");

    /// <summary>The bank has ended the admission.</summary>
    public sealed record AdmissionEnded() : Failure(
        FailureKind.Conflict, "admission-ended", "The bank has ended this admission. Ask it to admit you again.");
}
