using System.Globalization;
using SupplyFinance.Invoices.Ubl;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Invoices;

/// <summary>An invoice as its readers see it. Of an invalid one only the number, the file's hash and the broken rules
/// are known.</summary>
public sealed record InvoiceView(
    Guid Id, long Version, string State, string? Number, string? DocumentKind, DateOnly? IssueDate, DateOnly? DueDate,
    DateOnly? DeliveryDate, Money? Amount, Guid? SellerId, Guid? BuyerId, InvoiceParty? Seller, InvoiceParty? Buyer,
    InvoiceParty? Payee, string? OrderReference, IReadOnlyList<string> Notes, IReadOnlyList<string> PayeeAccounts,
    IReadOnlyList<InvoiceLineView> Lines, IReadOnlyList<InvoiceFlag> Flags, IReadOnlyList<RuleViolation> Violations,
    string DocumentSha256, DateTimeOffset ReceivedAt)
{
    public static InvoiceView Of(Invoice invoice)
    {
        var document = invoice.Document;
        return new InvoiceView(
            invoice.Id, invoice.Version, invoice.State, invoice.Number, invoice.DocumentKind, invoice.IssueDate,
            invoice.DueDate, invoice.DeliveryDate, invoice.Payable, invoice.SellerId, invoice.BuyerId, document?.Seller,
            document?.Buyer, document?.Payee, document?.OrderReference, document?.Notes ?? [],
            document?.PayeeAccounts ?? [],
            document?.Lines.Select(x => InvoiceLineView.Of(x, document.Payable.Currency)).ToList() ?? [],
            invoice.FlagList, invoice.ViolationList, invoice.DocumentSha256, invoice.ReceivedAt);
    }
}

/// <summary>One line. Quantity and price are exact decimal text; the price is in the invoice's currency with any
/// number of digits.</summary>
public sealed record InvoiceLineView(string Id, string Item, string Quantity, string Unit, string Price, Money Net)
{
    public static InvoiceLineView Of(InvoiceLine line, Currency currency) => new(
        line.Id, line.ItemName, line.Quantity.ToString(CultureInfo.InvariantCulture), line.Unit,
        line.Price.ToString(CultureInfo.InvariantCulture),
        new Money((long)(line.Net * currency.MinorPerMajor), currency));
}

/// <summary>An invoice in a list.</summary>
public sealed record InvoiceSummary(
    Guid Id, long Version, string State, string? Number, DateOnly? IssueDate, DateOnly? DueDate, Money? Amount,
    Guid? SellerId, Guid? BuyerId, IReadOnlyList<InvoiceFlag> Flags, IReadOnlyList<RuleViolation> Violations,
    DateTimeOffset ReceivedAt)
{
    public static InvoiceSummary Of(Invoice x) => new(
        x.Id, x.Version, x.State, x.Number, x.IssueDate, x.DueDate, x.Payable, x.SellerId, x.BuyerId, x.FlagList,
        x.ViolationList, x.ReceivedAt);
}
