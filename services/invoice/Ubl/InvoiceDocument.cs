using SupplyFinance.Platform.Money;

namespace SupplyFinance.Invoices.Ubl;

/// <summary>What a valid invoice file says, as far as finance needs it. Amounts are in <paramref name="Payable"/>'s
/// currency.</summary>
/// <param name="TypeCode">UNTDID 1001 document type (BT-3).</param>
/// <param name="DueDate">BT-9, or the one date its payment means or terms name; null when only terms in words are
/// given.</param>
/// <param name="DeliveryDate">BT-72.</param>
/// <param name="Payable">Amount due for payment (BT-115), positive.</param>
/// <param name="PayeeAccounts">Accounts printed on the invoice (BT-84): compared and shown, never paid.</param>
/// <param name="Signs">What the file itself says against financing it, see <see cref="AssignmentSigns"/>.</param>
public sealed record InvoiceDocument(
    string CustomizationId, string Number, string TypeCode, DateOnly IssueDate, DateOnly? DueDate,
    DateOnly? DeliveryDate, string? OrderReference, IReadOnlyList<string> Notes, InvoiceParty Seller,
    InvoiceParty Buyer, InvoiceParty? Payee, IReadOnlyList<string> PayeeAccounts, InvoiceTotals Totals,
    IReadOnlyList<InvoiceTax> Taxes, IReadOnlyList<InvoiceLine> Lines, Money Payable, IReadOnlyList<string> Signs);

/// <summary>A party as the file names it: its registered name and every identifier it carries.</summary>
public sealed record InvoiceParty(string Name, IReadOnlyList<PartyIdentifier> Identifiers);

/// <summary>Document totals in major units: BT-106 … BT-114.</summary>
public sealed record InvoiceTotals(
    decimal LineNet, decimal Allowances, decimal Charges, decimal WithoutTax, decimal Tax, decimal WithTax,
    decimal Prepaid, decimal Rounding);

/// <summary>One VAT breakdown (BG-23) in major units; <paramref name="Percent"/> is null where the category has no
/// rate.</summary>
public sealed record InvoiceTax(string Category, decimal? Percent, decimal Taxable, decimal Tax);

/// <summary>One line (BG-25): quantity and price may have any number of digits, the net amount the
/// currency's.</summary>
public sealed record InvoiceLine(string Id, string ItemName, decimal Quantity, string Unit, decimal Price, decimal Net);

/// <summary>What came of a file: a document, or every rule it breaks. <paramref name="Number"/> is known even of most
/// broken files.</summary>
public sealed record InvoiceReading(InvoiceDocument? Document, IReadOnlyList<RuleViolation> Violations, string? Number);
