namespace SupplyFinance.Factoring.Admissions;

/// <summary>Where an admission stands.</summary>
public enum AdmissionState
{
    /// <summary>The bank has admitted the supplier and waits for it to accept the framework agreement.</summary>
    Offered,

    /// <summary>Both have accepted the same version and text.</summary>
    InForce,

    /// <summary>The bank has ended it.</summary>
    Ended,
}

/// <summary>A bank's own KYC decision on a supplier, and the framework agreement between the two.</summary>
/// <param name="FrameworkHash">SHA-256 of the agreement's text, lower-case hex.</param>
public sealed record SupplierAdmission(
    Guid Id, long Version, Guid BankId, Guid SupplierId, AdmissionState State, string FrameworkVersion,
    string FrameworkHash, DateTimeOffset AdmittedAt, DateTimeOffset? AcceptedAt);
