using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Receivables;

public sealed record NoInvoices()
    : Failure(FailureKind.Invalid, "no-invoices", "A receivable is backed by at least one invoice.", "invoiceIds");
public sealed record TooManyInvoices(int Max)
    : Failure(FailureKind.Invalid, "too-many-invoices", $"A receivable is backed by at most {Max} invoices.",
        "invoiceIds");
public sealed record InvoiceTwice(Guid InvoiceId)
    : Failure(FailureKind.Invalid, "invoice-twice", $"Invoice {InvoiceId} is named twice.", "invoiceIds");

/// <summary>The invoice is not here: news of an upload arrives a moment after its answer, so the same request may
/// succeed soon. An invoice of somebody else answers the same.</summary>
public sealed record InvoiceUnknown(Guid InvoiceId) : Failure(
    FailureKind.NotYet, "invoice-unknown",
    $"No valid invoice {InvoiceId} of yours is known here yet. Check the id, or try again.", "invoiceIds");

public sealed record InvoicesDiffer(string What)
    : Failure(FailureKind.Invalid, "invoices-differ", $"The invoices of one receivable have one {What}.", "invoiceIds");
public sealed record InvoiceInUse(Guid InvoiceId)
    : Failure(FailureKind.Conflict, "invoice-in-use", $"Invoice {InvoiceId} backs another receivable.", "invoiceIds");
public sealed record DueDateMissing()
    : Failure(FailureKind.Invalid, "due-date-missing", "Neither the invoices nor the request name a due date.",
        "dueDate");

public sealed record DueDateBeforeInvoice(DateOnly InvoiceDue) : Failure(FailureKind.Invalid, 
    "due-date-before-invoice", $"The invoices fall due on {InvoiceDue:yyyy-MM-dd}; a receivable is not due earlier.",
    "dueDate");

public sealed record DueDateNotAhead(DateOnly Due, DateOnly Today) : Failure(FailureKind.Invalid, 
    "due-date-not-ahead",
    $"Due on {Due:yyyy-MM-dd}, and it is {Today:yyyy-MM-dd}: only a debt of the future is certified.", "dueDate");

public sealed record TenorOverMaximum(DateOnly Due, TenorPolicy Policy) : Failure(FailureKind.Invalid, 
    "tenor-over-maximum", $"Policy {Policy.Name} allows {Policy.MaxMonths} months at most; {Due:yyyy-MM-dd} is later.",
    "dueDate");

public sealed record WrongState(string State, string Needed)
    : Failure(FailureKind.Conflict, "wrong-state", $"The receivable is {State}; this needs {Needed}.");
public sealed record AmountNotPositive(string At)
    : Failure(FailureKind.Invalid, "amount-not-positive", "An amount is more than nothing.", At);
public sealed record CurrencyMismatch(string Expected)
    : Failure(FailureKind.Invalid, "currency-mismatch", $"The amount is in {Expected}.", "amount");

public sealed record AmountTooLarge()
    : Failure(FailureKind.Invalid, "amount-too-large", "The invoices sum to more than an amount can hold.",
        "invoiceIds");

public sealed record AmountOverProposed(Money Proposed) : Failure(FailureKind.Invalid, 
    "amount-over-proposed", $"At most the {Proposed} proposed can be confirmed.", "amount");

public sealed record ReasonMissing() : Failure(FailureKind.Invalid, "reason-missing", "This needs a reason.", "reason");
public sealed record ReasonTooLong(int Max)
    : Failure(FailureKind.Invalid, "reason-too-long", $"A reason has at most {Max} characters.", "reason");
public sealed record LateRateOutOfRange(int Max)
    : Failure(FailureKind.Invalid, "late-rate-out-of-range", $"A late rate is between 0 and {Max} parts per million.",
        "lateRatePpm");

public sealed record IssuanceStopped() : Failure(FailureKind.Conflict, 
    "issuance-stopped", "The debtor has an overdue collection; nothing new is certified until it is cured (银发〔2025〕77号, art. 15).");

public sealed record NotLapsedYet(DateTimeOffset LapsesAt)
    : Failure(FailureKind.Conflict, "not-lapsed-yet", $"The proposal stands until {LapsesAt:O}.");
