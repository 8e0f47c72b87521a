using System.Globalization;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Invoices.Ubl;

/// <summary>Document totals (BG-22), VAT breakdown (BG-23), allowances and charges (BG-20, BG-21): rules BR-12 … BR-15
/// and the arithmetic BR-CO-10 … BR-CO-16 of EN 16931, exact, without tolerance.</summary>
internal static class UblTotals
{
    public static (InvoiceTotals Totals, List<InvoiceTax> Taxes, decimal? Payable) Read(
        UblElement root, List<InvoiceLine> lines, Currency? currency, UblFields fields)
    {
        var (allowances, charges) = AllowancesAndCharges(root, currency, fields);
        var (tax, taxes) = Tax(root, currency, fields);
        if (root.Find("cac:LegalMonetaryTotal") is not { } total)
        {
            fields.Findings.Missing("BR-12", root, "cac:LegalMonetaryTotal", "An invoice has document totals (BG-22).");
            return (new(0, 0, 0, 0, 0, 0, 0, 0), taxes, null);
        }

        var before = fields.Findings.All.Count;
        var lineNet = fields.RequiredAmount("BR-12", total, "cbc:LineExtensionAmount", currency,
            "The sum of line net amounts (BT-106) is given.");
        var without = fields.RequiredAmount("BR-13", total, "cbc:TaxExclusiveAmount", currency,
            "The total without VAT (BT-109) is given.");
        var with = fields.RequiredAmount("BR-14", total, "cbc:TaxInclusiveAmount", currency,
            "The total with VAT (BT-112) is given.");
        var payable = fields.RequiredAmount("BR-15", total, "cbc:PayableAmount", currency,
            "The amount due for payment (BT-115) is given.");
        var stated = new InvoiceTotals(
            lineNet ?? 0, fields.OptionalAmount(total, "cbc:AllowanceTotalAmount", currency),
            fields.OptionalAmount(total, "cbc:ChargeTotalAmount", currency), without ?? 0, tax, with ?? 0,
            fields.OptionalAmount(total, "cbc:PrepaidAmount", currency),
            fields.OptionalAmount(total, "cbc:PayableRoundingAmount", currency));

        // Sums over amounts that could not be read would only accuse the innocent.
        if (currency is not null && fields.Findings.All.Count == before)
            Arithmetic(total, stated, lines.Sum(x => x.Net), allowances, charges, payable ?? 0, fields);
        return (stated, taxes, payable);
    }

    private static void Arithmetic(
        UblElement total, InvoiceTotals stated, decimal lines, decimal allowances, decimal charges, decimal payable,
        UblFields fields)
    {
        Equal("BR-CO-10", "cbc:LineExtensionAmount", stated.LineNet, lines, "the sum of the lines' net amounts");
        Equal("BR-CO-11", "cbc:AllowanceTotalAmount", stated.Allowances, allowances,
            "the sum of the document's allowances");
        Equal("BR-CO-12", "cbc:ChargeTotalAmount", stated.Charges, charges, "the sum of the document's charges");
        Equal("BR-CO-13", "cbc:TaxExclusiveAmount", stated.WithoutTax,
            stated.LineNet - stated.Allowances + stated.Charges,
            "line net - allowances + charges");
        Equal("BR-CO-15", "cbc:TaxInclusiveAmount", stated.WithTax, stated.WithoutTax + stated.Tax,
            "total without VAT + VAT");
        Equal("BR-CO-16", "cbc:PayableAmount", payable, stated.WithTax - stated.Prepaid + stated.Rounding,
            "total with VAT - prepaid + rounding");

        void Equal(string rule, string path, decimal found, decimal expected, string what)
        {
            if (found == expected) return;
            var at = total.Find(path) ?? total;
            fields.Findings.Add(new(rule, $"{total.Path}/{path}", Shown(found), $"Expected {Shown(expected)}: {what}.",
                at.Line, at.Column));
        }
    }

    private static (decimal Allowances, decimal Charges) AllowancesAndCharges(UblElement root, Currency? currency,
        UblFields fields)
    {
        decimal allowances = 0, charges = 0;
        foreach (var element in root.All("cac:AllowanceCharge"))
        {
            switch (UblFields.Text(element, "cbc:ChargeIndicator"))
            {
                case "true" or "1":
                    charges += fields.RequiredAmount("BR-36", element, "cbc:Amount", currency,
                        "A charge has an amount (BT-99).") ?? 0;
                    break;
                case "false" or "0":
                    allowances += fields.RequiredAmount("BR-31", element, "cbc:Amount", currency,
                        "An allowance has an amount (BT-92).") ?? 0;
                    break;
                default:
                    fields.Findings.Missing("charge-indicator", element, "cbc:ChargeIndicator",
                        "Says true for a charge, false for an allowance.");
                    break;
            }
        }

        return (allowances, charges);
    }

    // A second tax total may state the VAT in the seller's accounting currency (BT-111); it takes no part in the sums.
    private static (decimal Tax, List<InvoiceTax> Breakdown) Tax(UblElement root, Currency? currency, UblFields fields)
    {
        var accounting = UblFields.Text(root, "cbc:TaxCurrencyCode");
        var totals = root.All("cac:TaxTotal")
            .Where(x => accounting is null || accounting == currency?.Code
                || x.Find("cbc:TaxAmount")?.Attribute("currencyID") != accounting).ToList();
        if (totals.Count > 1)
            fields.Findings.Add("PEPPOL-EN16931-R053", totals[1], "There is one tax total in the invoice currency.");
        var breakdown = totals.SelectMany(x => x.All("cac:TaxSubtotal")).Select(x => Subtotal(x, currency, fields))
            .ToList();
        if (breakdown.Count == 0)
            fields.Findings.Missing("BR-CO-18", root, "cac:TaxTotal/cac:TaxSubtotal",
                "An invoice has at least one VAT breakdown (BG-23).");
        if (totals.Count == 0 || totals[0].Find("cbc:TaxAmount") is not { } element) return (0, breakdown);
        if (fields.Amount(element, currency) is not { } tax) return (0, breakdown);
        if (tax != breakdown.Sum(x => x.Tax))
            fields.Findings.Add(new("BR-CO-14", element.Path, Shown(tax),
                $"Expected {Shown(breakdown.Sum(x => x.Tax))}: the sum of the VAT category amounts.", element.Line,
                element.Column));
        return (tax, breakdown);
    }

    private static InvoiceTax Subtotal(UblElement element, Currency? currency, UblFields fields)
    {
        var taxable = fields.RequiredAmount("BR-45", element, "cbc:TaxableAmount", currency,
            "A VAT breakdown has a taxable amount (BT-116).");
        var tax = fields.RequiredAmount("BR-46", element, "cbc:TaxAmount", currency,
            "A VAT breakdown has a tax amount (BT-117).");
        var category = fields.Required("BR-47", element, "cac:TaxCategory/cbc:ID",
            "A VAT breakdown has a category (BT-118).");
        var percent = element.Find("cac:TaxCategory/cbc:Percent") is { Text.Length: > 0 } rate ? fields.Number(rate)
            : null;
        return new InvoiceTax(category, percent, taxable ?? 0, tax ?? 0);
    }

    private static string Shown(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);
}
