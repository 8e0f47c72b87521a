using SupplyFinance.Platform.Money;

namespace SupplyFinance.Invoices.Ubl;

/// <summary>Reads a UBL 2.1 invoice or credit note as EN 16931 binds it and checks the rules finance rests on. A
/// broken file yields every rule it breaks, never an exception.</summary>
public static class UblInvoiceReader
{
    /// <summary>Real numbers have up to about 35 characters; the fingerprint, a key in every database, must hold
    /// it.</summary>
    public const int MaxNumberLength = 100;

    // UNTDID 1001 codes that ask for payment of goods or services delivered; 393 is an invoice already assigned to a
    // factor.
    private static readonly string[] InvoiceTypes = ["326", "380", "384", "388", "389", "393", "875", "876", "877"];
    private static readonly string[] CreditTypes =
        ["81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532"];

    public static InvoiceReading Read(ReadOnlyMemory<byte> bytes)
    {
        if (BoundedXml.Read(bytes, out var root) is { } broken) return new(null, [broken], null);
        if (root is not { Name: "Invoice" or "CreditNote" }) return new(null, [NotUbl(root!)], null);

        var fields = new UblFields(new Findings());
        var document = ReadDocument(root, fields);
        var number = UblFields.Text(root, "cbc:ID");
        return new(fields.Findings.None ? document : null, fields.Findings.All, number?.Length <= MaxNumberLength
            ? number : null);
    }

    private static InvoiceDocument ReadDocument(UblElement root, UblFields fields)
    {
        var customization = fields.Required("BR-01", root, "cbc:CustomizationID",
            "An invoice names the specification it follows (BT-24).");
        var number = fields.Required("BR-02", root, "cbc:ID", "An invoice has a number (BT-1).");
        if (Math.Max(number.Length, Fingerprint.FoldNumber(number).Length) > MaxNumberLength)
            fields.Findings.Add("number-too-long", root.Find("cbc:ID")!,
                $"An invoice number has at most {MaxNumberLength} characters.");
        var type = TypeCode(root, fields);
        var currency = CurrencyOf(root, fields);
        var (issued, due) = Dates(root, fields);
        var delivered = fields.Date(root.Find("cac:Delivery/cbc:ActualDeliveryDate"));
        var notes = root.All("cbc:Note").Concat(root.All("cac:PaymentTerms").SelectMany(x => x.All("cbc:Note")))
            .Select(x => x.Text).ToList();

        var seller = UblParties.Seller(root, fields);
        var buyer = UblParties.Buyer(root, fields);
        var payee = UblParties.Payee(root, fields);
        var lines = UblLines.Read(root, currency, fields);
        var (totals, taxes, payable) = UblTotals.Read(root, lines, currency, fields);
        if (root.Name == "Invoice" && payable <= 0)
            fields.Findings.Add("payable-not-positive", root.Find("cac:LegalMonetaryTotal/cbc:PayableAmount")!,
                "Nothing is left to pay: this can never be a receivable.");

        return new InvoiceDocument(
            customization, number, type, issued, due, delivered, UblFields.Text(root, "cac:OrderReference/cbc:ID"),
            notes, seller, buyer, payee, Accounts(root), totals, taxes, lines, PayableIn(currency, payable),
            AssignmentSigns.Of(type, seller, payee, notes));
    }

    private static string TypeCode(UblElement root, UblFields fields)
    {
        var name = $"cbc:{root.Name}TypeCode";
        var code = fields.Required("BR-04", root, name, "An invoice has a type code (BT-3).");
        if (root.Name == "CreditNote" || CreditTypes.Contains(code))
            fields.Findings.Add("credit-note", root.Find(name) ?? root,
                "A credit note is never a receivable; it dilutes one.");
        else if (code.Length > 0 && !InvoiceTypes.Contains(code))
            fields.Findings.Add("document-kind-unsupported", root.Find(name)!,
                $"Accepted type codes: {string.Join(", ", InvoiceTypes)}.");
        return code;
    }

    private static Currency? CurrencyOf(UblElement root, UblFields fields)
    {
        var code = fields.Required("BR-05", root, "cbc:DocumentCurrencyCode", "An invoice has a currency (BT-5).");
        if (Currency.TryOf(code, out var currency)) return currency;
        if (code.Length > 0)
            fields.Findings.Add("BR-CL-04", root.Find("cbc:DocumentCurrencyCode")!,
                "The currency is an ISO 4217 code.");
        return null;
    }

    private static (DateOnly Issued, DateOnly? Due) Dates(UblElement root, UblFields fields)
    {
        fields.Required("BR-03", root, "cbc:IssueDate", "An invoice has an issue date (BT-2).");
        var issued = fields.Date(root.Find("cbc:IssueDate"));
        var due = DueDate(root, fields);
        if (issued is not null && due?.Date < issued)
            fields.Findings.Add("due-before-issue", due.Value.At, "The due date is not before the issue date.");
        if (due is null && !root.All("cac:PaymentTerms").Any(x => x.Find("cbc:Note") is { Text.Length: > 0 }))
            fields.Findings.Missing("BR-CO-25", root, "cbc:DueDate",
                "An invoice to be paid has a due date (BT-9) or payment terms (BT-20).");
        return (issued ?? default, due?.Date);
    }

    // UBL lets the date stand in the header, with the payment means (the only place in a credit note) or with the
    // terms.
    private static (DateOnly Date, UblElement At)? DueDate(UblElement root, UblFields fields)
    {
        var dates = root.All("cbc:DueDate")
            .Concat(root.All("cac:PaymentMeans").SelectMany(x => x.All("cbc:PaymentDueDate")))
            .Concat(root.All("cac:PaymentTerms").SelectMany(x => x.All("cbc:PaymentDueDate")))
            .Select(x => (Date: fields.Date(x), At: x)).Where(x => x.Date is not null).ToList();
        if (dates.Count == 0) return null;
        var other = dates.Find(x => x.Date != dates[0].Date);
        if (other.At is not null)
            fields.Findings.Add("due-date-ambiguous", other.At,
                $"The invoice also names {dates[0].Date:yyyy-MM-dd}; a receivable has one due date.");
        return (dates[0].Date!.Value, dates[0].At);
    }

    private static List<string> Accounts(UblElement root) => root.All("cac:PaymentMeans")
        .Select(x => x.Find("cac:PayeeFinancialAccount/cbc:ID")?.Text ?? "").Where(x => x.Length > 0).Distinct()
            .ToList();

    private static Money PayableIn(Currency? currency, decimal? payable) =>
        currency is { } known ? new Money((long)((payable ?? 0) * known.MinorPerMajor), known) : default;

    private static RuleViolation NotUbl(UblElement root) =>
        new("document-syntax-unsupported", "/", Findings.Shown(root.Name), "Expected a UBL 2.1 Invoice or CreditNote.",
            root.Line, root.Column);
}
