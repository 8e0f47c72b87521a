namespace SupplyFinance.Contracts;

public static class InvoiceStates
{
    public const string Valid = "valid";
    public const string Invalid = "invalid";
}

/// <summary>An invoice's public state. <paramref name="Amount"/> is what is payable, in minor units.
/// <paramref name="Fingerprint"/> is the normalised seller, kind, year and number that may be financed once.
/// <paramref name="Flags"/> block financing while present (near-duplicate, already-assigned …).
/// <paramref name="DeliveryDate"/> is null where the invoice states none.</summary>
public sealed record InvoiceChanged(
    Guid Id, long Version, Guid SellerId, Guid BuyerId, string DocumentKind, string Number, DateOnly IssueDate, DateOnly? DueDate,
    string Currency, long Amount, string State, string Fingerprint, string DocumentSha256, string[] Flags,
    DateOnly? DeliveryDate = null) : IStateEvent;

/// <summary>Claims the invoices' fingerprints for one deal, all or none. Handled by the invoice service.</summary>
public sealed record ClaimInvoices(Guid ClaimId, Guid DealId, Guid[] InvoiceIds) : ICommand;

/// <summary>Gives a claim back. A release that arrives before its claim makes the claim be refused. Handled by the invoice service.</summary>
public sealed record ReleaseInvoiceClaim(Guid ClaimId, Guid DealId) : ICommand;

/// <summary>The fingerprints are this deal's.</summary>
public sealed record InvoicesClaimed(Guid ClaimId, Guid DealId) : IEvent;

/// <summary>Another deal holds a fingerprint, an invoice is flagged or unknown, or the claim was released before.</summary>
public sealed record InvoiceClaimRefused(Guid ClaimId, Guid DealId, Guid? InvoiceId, string Reason) : IEvent;
