using SupplyFinance.Platform.Money;

namespace SupplyFinance.Invoices.Ubl;

/// <summary>Invoice lines (BG-25), rules BR-16 and BR-21 … BR-27.</summary>
internal static class UblLines
{
    public static List<InvoiceLine> Read(UblElement root, Currency? currency, UblFields fields)
    {
        var (name, quantity) = root.Name == "Invoice"
            ? ("cac:InvoiceLine", "cbc:InvoicedQuantity")
            : ("cac:CreditNoteLine", "cbc:CreditedQuantity");
        var lines = root.All(name).Select(line => ReadLine(line, quantity, currency, fields)).ToList();
        if (lines.Count == 0) fields.Findings.Missing("BR-16", root, name, "An invoice has at least one line (BG-25).");
        return lines;
    }

    private static InvoiceLine ReadLine(UblElement line, string quantityName, Currency? currency, UblFields fields)
    {
        var id = fields.Required("BR-21", line, "cbc:ID", "A line has an identifier (BT-126).");
        fields.Required("BR-22", line, quantityName, "A line has a quantity (BT-129).");
        var quantity = line.Find(quantityName);
        var unit = quantity?.Attribute("unitCode") ?? "";
        if (quantity is not null && unit.Length == 0)
            fields.Findings.Missing("BR-23", quantity, "@unitCode", "A line's quantity has a unit (BT-130).");
        var net = fields.RequiredAmount("BR-24", line, "cbc:LineExtensionAmount", currency,
            "A line has a net amount (BT-131).");
        var item = fields.Required("BR-25", line, "cac:Item/cbc:Name", "A line names the item (BT-153).");
        return new InvoiceLine(id, item, NumberOf(quantity, fields), unit, Price(line, fields), net ?? 0);
    }

    private static decimal Price(UblElement line, UblFields fields)
    {
        fields.Required("BR-26", line, "cac:Price/cbc:PriceAmount", "A line has an item net price (BT-146).");
        var element = line.Find("cac:Price/cbc:PriceAmount");
        var price = NumberOf(element, fields);
        if (price < 0) fields.Findings.Add("BR-27", element!, "The item net price (BT-146) is not negative.");
        return price;
    }

    private static decimal NumberOf(UblElement? element, UblFields fields) =>
        element is { Text.Length: > 0 } ? fields.Number(element) ?? 0 : 0;
}
