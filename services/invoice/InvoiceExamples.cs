namespace SupplyFinance.Invoices;

/// <summary>An invoice of the trade, for the interface's description.</summary>
internal static class InvoiceExamples
{
    public static readonly IReadOnlyDictionary<string, object> Table = new Dictionary<string, object>
    {
        ["number"] = "HX-2026-0302",
        ["documentKind"] = "380",
        ["issueDate"] = "2026-03-02",
        ["deliveryDate"] = "2026-02-27",
        ["state"] = "valid",
        ["orderReference"] = "PO-88412",
        ["notes"] = "Payment by bank transfer.",
        ["payeeAccounts"] = "6217000010001234567",
        ["name"] = "Suzhou Hengxin Precision Parts Co., Ltd.",
        ["scheme"] = "USCC",
        ["value"] = "91320594MA1MYE6L1X",
        ["InvoiceLineView.id"] = "1",
        ["item"] = "Bearing housing, machined",
        ["quantity"] = "1000",
        ["unit"] = "C62",
        ["price"] = "101.77",
        ["InvoiceFlag.code"] = "near-duplicate",
        ["InvoiceFlag.reason"] = "Invoice HX20260302 of the same seller differs in punctuation only.",
        ["ClearFlags.Request.flags"] = "near-duplicate",
        ["rule"] = "BR-CO-15",
        ["field"] = "/Invoice/cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount",
        ["RuleViolation.value"] = "115000.01",
        ["message"] = "The total with VAT is the total without it and the VAT.",
        ["documentSha256"] = "5330fec5bc71b0c1d3a0c9e8f7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8",
        ["command"] = "clear-flags",
        ["application/xml"] = """
            <?xml version="1.0"?><Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"><!-- the whole file --></Invoice>
            """,
    };
}
