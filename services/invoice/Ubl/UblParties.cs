using SupplyFinance.Platform.Identifiers;

namespace SupplyFinance.Invoices.Ubl;

/// <summary>Seller, buyer and payee (BG-4, BG-7, BG-10) with every identifier the file carries.</summary>
internal static class UblParties
{
    public static InvoiceParty Seller(UblElement root, UblFields fields)
    {
        const string path = "cac:AccountingSupplierParty/cac:Party";
        var name = fields.Required("BR-06", root, path + "/cac:PartyLegalEntity/cbc:RegistrationName",
            "The seller has a name (BT-27).");
        Address(root, path, "BR-08", "BR-09", "seller", fields);
        var party = Read(root.Find(path), name, fields);
        if (root.Find(path) is { } at && party.Identifiers.All(x => x.Scheme == PartyIdentifier.Name))
            fields.Findings.Missing("BR-CO-26", at, "cac:PartyIdentification/cbc:ID",
                "The seller has an identifier, a registration number or a VAT number (BT-29, BT-30, BT-31).");
        return party;
    }

    public static InvoiceParty Buyer(UblElement root, UblFields fields)
    {
        const string path = "cac:AccountingCustomerParty/cac:Party";
        var name = fields.Required("BR-07", root, path + "/cac:PartyLegalEntity/cbc:RegistrationName",
            "The buyer has a name (BT-44).");
        Address(root, path, "BR-10", "BR-11", "buyer", fields);
        return Read(root.Find(path), name, fields);
    }

    public static InvoiceParty? Payee(UblElement root, UblFields fields)
    {
        if (root.Find("cac:PayeeParty") is not { } payee) return null;
        var name = fields.Required("BR-17", payee, "cac:PartyName/cbc:Name",
            "A payee that is not the seller has a name (BT-59).");
        return Read(payee, name, fields);
    }

    private static void Address(UblElement root, string path, string rule, string countryRule, string who,
        UblFields fields)
    {
        if (root.Find(path + "/cac:PostalAddress") is not { } address)
            fields.Findings.Missing(rule, root, path + "/cac:PostalAddress", $"The {who} has a postal address.");
        else
            fields.Required(countryRule, address, "cac:Country/cbc:IdentificationCode",
                $"The {who}'s address has a country code.");
    }

    private static InvoiceParty Read(UblElement? party, string name, UblFields fields)
    {
        if (party is null) return new(name, []);
        var found = party.All("cac:PartyIdentification")
            .Select(x => Identifier(x.Find("cbc:ID"), PartyIdentifier.Unnamed, fields))
            .Concat(party.All("cbc:EndpointID").Select(x => Identifier(x, PartyIdentifier.Unnamed, fields)))
            .Concat(party.All("cac:PartyLegalEntity")
                .Select(x => Identifier(x.Find("cbc:CompanyID"), PartyIdentifier.Legal, fields)))
            .Concat(party.All("cac:PartyTaxScheme").Select(x =>
                Identifier(x.Find("cbc:CompanyID"), UblFields.Text(x, "cac:TaxScheme/cbc:ID") ?? "VAT", fields)))
            .OfType<PartyIdentifier>().ToList();
        if (name.Length > 0) found.Add(new(PartyIdentifier.Name, name));
        return new(name, found.Distinct().ToList());
    }

    private static PartyIdentifier? Identifier(UblElement? element, string withoutScheme, UblFields fields)
    {
        if (element is not { Text.Length: > 0 }) return null;
        // A Chinese registration number is a USCC even where the file does not say so.
        var scheme = element.Attribute("schemeID")
            ?? (withoutScheme == PartyIdentifier.Legal && CheckDigits.IsUscc(element.Text) ? "USCC" : withoutScheme);
        var identifier = new PartyIdentifier(scheme, element.Text);
        if (IdentifierRules.BrokenBy(identifier) is { } rule)
            fields.Findings.Add(rule, element, $"The check digit of this {scheme} identifier is wrong.");
        return identifier;
    }
}
