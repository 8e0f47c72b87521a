using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Factoring.Admissions;

/// <summary>A bank admits a supplier and offers it the framework agreement; a new version is offered the same way and must
/// be accepted anew before the bank finances that supplier again.</summary>
public static class AdmitSupplier
{
    private static readonly Sql Find = Sql.By(d => $"""
        select {AdmissionStore.Columns} from {d.Locked("supplier_admission")}
        where bank_id = @bankId and supplier_id = @supplierId {d.ForUpdate}
        """);

    private static readonly Sql Taken = Sql.Of("select id from supplier_admission where id = @id");

    private static readonly Sql Add = Sql.InsertIfAbsent(
        "supplier_admission", "bank_id, supplier_id",
        "id, version, bank_id, supplier_id, state, framework_version, framework_hash, admitted_by, admitted_at");

    private static readonly Sql Renew = Sql.Of("""
        update supplier_admission
        set version = version + 1, state = @state, framework_version = @frameworkVersion, framework_hash = @frameworkHash,
            admitted_by = @admittedBy, admitted_at = @admittedAt, accepted_by = null, accepted_at = null
        where bank_id = @bankId and supplier_id = @supplierId
        """);

    /// <summary>Whom the bank admits, and the agreement it offers.</summary>
    /// <param name="FrameworkHash">SHA-256 of the agreement's text, lower-case hex.</param>
    public sealed record Request(Guid Id, Guid SupplierId, string FrameworkVersion, string FrameworkHash);

    public static async Task<Result<SupplierAdmission>> Handle(Request request, Caller caller, UnitOfWork work)
    {
        if (request.FrameworkVersion.Length is 0 or > 50)
            return new InvalidField("frameworkVersion", "length", "A version has 1 to 50 characters.");
        if (request.FrameworkHash.Length != 64 || !request.FrameworkHash.All(char.IsAsciiHexDigitLower))
            return new InvalidField("frameworkHash", "sha256", "The hash is SHA-256 in lower-case hexadecimal.");
        if (await Participants.Organisation(work, request.SupplierId) is not { } supplier
            || !supplier.Kinds.Contains(OrganisationKinds.Supplier)) return new NotFound("supplier", request.SupplierId);

        var pair = new { BankId = caller.OrganisationId, request.SupplierId };
        var earlier = await work.QueryFirst<AdmissionStore.Row>(Find, pair);
        if (earlier is null && await work.QueryFirst<Guid?>(Taken, request) is not null) return new AdmissionExists();
        if (IsInForce(earlier, request)) return ((Result<SupplierAdmission>)earlier!.Shown()).At(earlier.Version);
        await work.Execute(earlier is null ? Add : Renew, new
        {
            request.Id,
            Version = 1,
            pair.BankId,
            pair.SupplierId,
            State = AdmissionState.Offered,
            request.FrameworkVersion,
            request.FrameworkHash,
            AdmittedBy = caller.Id,
            AdmittedAt = work.Now,
        });
        var row = (await work.QueryFirst<AdmissionStore.Row>(Find, pair))!;
        return ((Result<SupplierAdmission>)row.Shown()).Created($"/api/supplier-admissions/{row.Id}").At(row.Version);
    }

    // Offering again what both have accepted must not take it out of force.
    private static bool IsInForce(AdmissionStore.Row? earlier, Request request) =>
        earlier is { State: nameof(AdmissionState.InForce) }
        && earlier.FrameworkVersion == request.FrameworkVersion && earlier.FrameworkHash == request.FrameworkHash;

    /// <summary>The id is another admission's.</summary>
    public sealed record AdmissionExists() : Failure(
        FailureKind.Conflict, "admission-exists", "This id names another admission. Make a new one.", "id");
}
