using SupplyFinance.Platform.Money;

namespace SupplyFinance.Receivables;

/// <summary>An expected refusal of the trade, named by a stable code.</summary>
public abstract record Refusal(string Code, string Message, string? Field = null);

public sealed record NoInvoices() : Refusal("no-invoices", "A receivable is backed by at least one invoice.", "invoiceIds");
public sealed record TooManyInvoices(int Max) : Refusal("too-many-invoices", $"A receivable is backed by at most {Max} invoices.", "invoiceIds");
public sealed record InvoiceTwice(Guid InvoiceId) : Refusal("invoice-twice", $"Invoice {InvoiceId} is named twice.", "invoiceIds");
public sealed record InvoiceUnknown(Guid InvoiceId) : Refusal("invoice-unknown", $"There is no valid invoice {InvoiceId} of yours.", "invoiceIds");
public sealed record InvoicesDiffer(string What) : Refusal("invoices-differ", $"The invoices of one receivable have one {What}.", "invoiceIds");
public sealed record InvoiceInUse(Guid InvoiceId) : Refusal("invoice-in-use", $"Invoice {InvoiceId} backs another receivable.", "invoiceIds");
public sealed record DueDateMissing() : Refusal("due-date-missing", "Neither the invoices nor the request name a due date.", "dueDate");

public sealed record DueDateBeforeInvoice(DateOnly InvoiceDue) : Refusal(
    "due-date-before-invoice", $"The invoices fall due on {InvoiceDue:yyyy-MM-dd}; a receivable is not due earlier.", "dueDate");

public sealed record DueDateNotAhead(DateOnly Due, DateOnly Today) : Refusal(
    "due-date-not-ahead", $"Due on {Due:yyyy-MM-dd}, and it is {Today:yyyy-MM-dd}: only a debt of the future is certified.", "dueDate");

public sealed record TenorOverMaximum(DateOnly Due, TenorPolicy Policy) : Refusal(
    "tenor-over-maximum", $"Policy {Policy.Name} allows {Policy.MaxMonths} months at most; {Due:yyyy-MM-dd} is later.", "dueDate");

public sealed record WrongState(string State, string Needed) : Refusal("wrong-state", $"The receivable is {State}; this needs {Needed}.");
public sealed record AmountNotPositive(string At) : Refusal("amount-not-positive", "An amount is more than nothing.", At);
public sealed record CurrencyMismatch(string Expected) : Refusal("currency-mismatch", $"The amount is in {Expected}.", "amount");

public sealed record AmountOverProposed(Money Proposed) : Refusal(
    "amount-over-proposed", $"At most the {Proposed} proposed can be confirmed.", "amount");

public sealed record ReasonMissing() : Refusal("reason-missing", "This needs a reason.", "reason");
public sealed record ReasonTooLong(int Max) : Refusal("reason-too-long", $"A reason has at most {Max} characters.", "reason");
public sealed record LateRateOutOfRange(int Max) : Refusal("late-rate-out-of-range", $"A late rate is between 0 and {Max} parts per million.", "lateRatePpm");

public sealed record IssuanceStopped() : Refusal(
    "issuance-stopped", "The debtor has an overdue collection; nothing new is certified until it is cured (银发〔2025〕77号, art. 15).");

public sealed record NotLapsedYet(DateTimeOffset LapsesAt) : Refusal("not-lapsed-yet", $"The proposal stands until {LapsesAt:O}.");
