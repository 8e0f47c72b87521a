using SupplyFinance.Platform.Data;

namespace SupplyFinance.Factoring.Admissions;

/// <summary>Admissions in the database.</summary>
public static class AdmissionStore
{
    internal const string Columns =
        "position, id, version, bank_id, supplier_id, state, framework_version, framework_hash, admitted_at, accepted_at";

    private static readonly Sql InForce = Sql.Of("""
        select id from supplier_admission where bank_id = @bankId and supplier_id = @supplierId and state = 'InForce'
        """);

    /// <summary>Whether a bank may finance a supplier.</summary>
    public static async Task<bool> IsInForce(UnitOfWork work, Guid bankId, Guid supplierId) =>
        await work.QueryFirst<Guid?>(InForce, new { bankId, supplierId }) is not null;

    internal sealed class Row
    {
        public long Position { get; init; }
        public Guid Id { get; init; }
        public long Version { get; init; }
        public Guid BankId { get; init; }
        public Guid SupplierId { get; init; }
        public string State { get; init; } = "";
        public string FrameworkVersion { get; init; } = "";
        public string FrameworkHash { get; init; } = "";
        public DateTimeOffset AdmittedAt { get; init; }
        public DateTimeOffset? AcceptedAt { get; init; }

        public SupplierAdmission Shown() => new(
            Id, Version, BankId, SupplierId, Enum.Parse<AdmissionState>(State), FrameworkVersion, FrameworkHash, AdmittedAt,
            AcceptedAt);
    }
}
