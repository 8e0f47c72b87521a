using SupplyFinance.Platform.Http;

namespace SupplyFinance.Receivables;

/// <summary>Credit notes dilute a receivable by rules of their own (free lots of the original seller only). This
/// version does not carry them out, and says so by name rather than taking a file it would not act on.</summary>
public static class RefuseCreditNote
{
    public static Result<ReceivableView> Handle(Guid id) => new CreditNotesNotTaken(id);
}

/// <summary>Credit notes are not carried out by this version.</summary>
public sealed record CreditNotesNotTaken(Guid ReceivableId) : Failure(
    FailureKind.Invalid, "credit-notes-not-taken",
    $"Receivable {ReceivableId} cannot be reduced here: settle the credit note with your debtor. "
    + "A proposal can be confirmed for less, with a reason.");
