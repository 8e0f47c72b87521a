using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Receivables;

/// <summary>A proposal without an invoice.</summary>
public sealed record NoInvoices() : Failure(
    FailureKind.Invalid, "no-invoices", "A receivable is backed by at least one invoice.", "invoiceIds");

/// <summary>More invoices than one receivable carries.</summary>
public sealed record TooManyInvoices(int Max) : Failure(
    FailureKind.Invalid, "too-many-invoices", $"A receivable is backed by at most {Max} invoices.", "invoiceIds");

/// <summary>One invoice named twice in a proposal.</summary>
public sealed record InvoiceTwice(Guid InvoiceId) : Failure(
    FailureKind.Invalid, "invoice-twice", $"Invoice {InvoiceId} is named twice.", "invoiceIds");

/// <summary>The invoice is not here: news of an upload arrives a moment after its answer, so the same request may
/// succeed soon. An invoice of somebody else answers the same.</summary>
public sealed record InvoiceUnknown(Guid InvoiceId) : Failure(
    FailureKind.NotYet, "invoice-unknown",
    $"No valid invoice {InvoiceId} of yours is known here yet. Check the id, or try again.", "invoiceIds");

/// <summary>Invoices of two debtors or two currencies.</summary>
public sealed record InvoicesDiffer(string What) : Failure(
    FailureKind.Invalid, "invoices-differ", $"The invoices of one receivable have one {What}.", "invoiceIds");

/// <summary>The invoice backs another receivable that has not ended.</summary>
public sealed record InvoiceInUse(Guid InvoiceId) : Failure(
    FailureKind.Conflict, "invoice-in-use", $"Invoice {InvoiceId} backs another receivable.", "invoiceIds");

/// <summary>No due date to certify.</summary>
public sealed record DueDateMissing() : Failure(
    FailureKind.Invalid, "due-date-missing", "Neither the invoices nor the request name a due date.", "dueDate");

/// <summary>A due date before that of an invoice behind it.</summary>
public sealed record DueDateBeforeInvoice(DateOnly InvoiceDue) : Failure(
    FailureKind.Invalid, "due-date-before-invoice",
    $"The invoices fall due on {InvoiceDue:yyyy-MM-dd}; a receivable is not due earlier.", "dueDate");

/// <summary>A debt due today or before.</summary>
public sealed record DueDateNotAhead(DateOnly Due, DateOnly Today) : Failure(
    FailureKind.Invalid, "due-date-not-ahead",
    $"Due on {Due:yyyy-MM-dd}, and it is {Today:yyyy-MM-dd}: only a debt of the future is certified.", "dueDate");

/// <summary>A longer tenor than policy allows.</summary>
public sealed record TenorOverMaximum(DateOnly Due, TenorPolicy Policy) : Failure(
    FailureKind.Invalid, "tenor-over-maximum",
    $"Policy {Policy.Name} allows {Policy.MaxMonths} months at most; {Due:yyyy-MM-dd} is later.", "dueDate");

/// <summary>The receivable's state does not allow this.</summary>
public sealed record WrongState(string State, string Needed) : Failure(
    FailureKind.Conflict, "wrong-state", $"The receivable is {State}; this needs {Needed}.");

/// <summary>Nothing or less than nothing.</summary>
public sealed record AmountNotPositive(string At) : Failure(
    FailureKind.Invalid, "amount-not-positive", "An amount is more than nothing.", At);

/// <summary>An amount in another currency.</summary>
public sealed record CurrencyMismatch(string Expected) : Failure(
    FailureKind.Invalid, "currency-mismatch", $"The amount is in {Expected}.", "amount");

/// <summary>A sum beyond 64 bits of minor units.</summary>
public sealed record AmountTooLarge() : Failure(
    FailureKind.Invalid, "amount-too-large", "The invoices sum to more than an amount can hold.", "invoiceIds");

/// <summary>More confirmed than proposed.</summary>
public sealed record AmountOverProposed(Money Proposed) : Failure(
    FailureKind.Invalid, "amount-over-proposed", $"At most the {Proposed} proposed can be confirmed.", "amount");

/// <summary>A decision that must be explained was not.</summary>
public sealed record ReasonMissing() : Failure(FailureKind.Invalid, "reason-missing", "This needs a reason.", "reason");

/// <summary>A longer reason than is kept.</summary>
public sealed record ReasonTooLong(int Max) : Failure(
    FailureKind.Invalid, "reason-too-long", $"A reason has at most {Max} characters.", "reason");

/// <summary>A late rate nobody could enforce.</summary>
public sealed record LateRateOutOfRange(int Max) : Failure(
    FailureKind.Invalid, "late-rate-out-of-range", $"A late rate is between 0 and {Max} parts per million.", "lateRatePpm");

/// <summary>The debtor failed to pay at maturity and has not cured it.</summary>
public sealed record IssuanceStopped() : Failure(
    FailureKind.Conflict, "issuance-stopped",
    "The debtor has an overdue collection; nothing new is certified until it is cured (银发〔2025〕77号, art. 15).");

/// <summary>A reminder that came before its time.</summary>
public sealed record NotLapsedYet(DateTimeOffset LapsesAt) : Failure(
    FailureKind.Conflict, "not-lapsed-yet", $"It stands until {LapsesAt:O}.");

/// <summary>The id given names something else.</summary>
public sealed record IdInUse(Guid Id) : Failure(
    FailureKind.Conflict, "id-in-use", $"The id {Id} is taken. Make a new one.", "id");
