using System.Text;
using SupplyFinance.Invoices.Ubl;

namespace SupplyFinance.Invoices.Tests.Ubl;

public sealed class UblInvoiceReaderTests
{
    [Fact]
    public void The_demonstration_invoice_is_read_whole()
    {
        var document = Valid(Samples.Own);

        Assert.Equal("HX-2026-0302", document.Number);
        Assert.Equal(("2026-03-02", "2026-06-19", "2026-02-27"),
            ($"{document.IssueDate:yyyy-MM-dd}", $"{document.DueDate:yyyy-MM-dd}",
                $"{document.DeliveryDate:yyyy-MM-dd}"));
        Assert.Equal("115000.00 CNY", document.Payable.ToString());
        Assert.Equal("DL-PO-25-11873", document.OrderReference);
        Assert.Equal("Suzhou Hengxin Precision Parts Co., Ltd.", document.Seller.Name);
        Assert.Contains(new PartyIdentifier("USCC", "91320594MA1XQ7T205"), document.Seller.Identifiers);
        Assert.Contains(new PartyIdentifier("VAT", "91320594MA1XQ7T205"), document.Seller.Identifiers);
        Assert.Contains(new PartyIdentifier("USCC", "91310115MA1K3H8P5R"), document.Buyer.Identifiers);
        Assert.Equal(4, document.Lines.Count);
        Assert.Equal(new InvoiceTax("S", 13, 101769.91m, 13230.09m), Assert.Single(document.Taxes));
        Assert.Equal(["1102021309000012345"], document.PayeeAccounts);
        Assert.Empty(document.Signs);
    }

    [Theory]
    [InlineData("ubl-invoice-example4.xml", "TOSL110", "4675.00 DKK", "2013-05-10")]
    [InlineData("ubl-invoice-guide-example1.xml", "12115118", "250.33 EUR", "2015-01-09")]
    public void Real_files_are_read(string name, string number, string payable, string due)
    {
        var document = Valid(Samples.Real(name));

        Assert.Equal((number, payable, due),
            (document.Number, document.Payable.ToString(), $"{document.DueDate:yyyy-MM-dd}"));
    }

    [Fact]
    public void A_real_file_yields_every_identifier_it_carries()
    {
        var seller = Valid(Samples.Real("ubl-invoice-guide-example1.xml")).Seller;

        Assert.Equal(
            [new("LEGAL", "57151520"), new("VAT", "NL8200.98.395.B.01"), new("NAME", "De Koksmaat")],
            seller.Identifiers);
    }

    [Fact]
    public void Another_syntax_is_named() =>
        Assert.Equal("document-syntax-unsupported", Rule(Samples.Real("cii-invoice-example4.xml")));

    [Theory]
    [InlineData("<cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>", "", "BR-01")]
    [InlineData("<cbc:ID>HX-2026-0302</cbc:ID>\n  <cbc:IssueDate>", "<cbc:IssueDate>", "BR-02")]
    [InlineData("<cbc:IssueDate>2026-03-02</cbc:IssueDate>", "", "BR-03")]
    [InlineData("<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>", "", "BR-04")]
    [InlineData("<cbc:DocumentCurrencyCode>CNY</cbc:DocumentCurrencyCode>", "", "BR-05")]
    [InlineData("<cbc:RegistrationName>Suzhou Hengxin Precision Parts Co., Ltd.</cbc:RegistrationName>", "", "BR-06")]
    [InlineData("<cbc:RegistrationName>Shanghai Donglan Drive Systems Co., Ltd.</cbc:RegistrationName>", "", "BR-07")]
    [InlineData("<cbc:TaxExclusiveAmount currencyID=\"CNY\">101769.91</cbc:TaxExclusiveAmount>", "", "BR-13")]
    [InlineData("<cbc:TaxInclusiveAmount currencyID=\"CNY\">115000.00</cbc:TaxInclusiveAmount>", "", "BR-14")]
    [InlineData("<cbc:PayableAmount currencyID=\"CNY\">115000.00</cbc:PayableAmount>", "", "BR-15")]
    [InlineData("<cbc:InvoicedQuantity unitCode=\"H87\">1200</cbc:InvoicedQuantity>", "", "BR-22")]
    [InlineData("<cbc:InvoicedQuantity unitCode=\"H87\">1200<", "<cbc:InvoicedQuantity>1200<", "BR-23")]
    [InlineData("<cbc:LineExtensionAmount currencyID=\"CNY\">46200.00</cbc:LineExtensionAmount>", "", "BR-24")]
    [InlineData("<cbc:Name>Bearing housing BH-42</cbc:Name>", "", "BR-25")]
    [InlineData("<cbc:PriceAmount currencyID=\"CNY\">38.50</cbc:PriceAmount>", "", "BR-26")]
    [InlineData(">38.50<", ">-38.50<", "BR-27")]
    [InlineData("<cbc:TaxableAmount currencyID=\"CNY\">101769.91</cbc:TaxableAmount>", "", "BR-45")]
    [InlineData(">CNY<", ">CNX<", "BR-CL-04")]
    [InlineData(">46200.00<", ">46200.01<", "BR-CO-10")]
    [InlineData("<cbc:TaxAmount currencyID=\"CNY\">13230.09</cbc:TaxAmount>\n    <",
        "<cbc:TaxAmount currencyID=\"CNY\">13230.10</cbc:TaxAmount>\n    <", "BR-CO-14")]
    [InlineData("<cbc:TaxInclusiveAmount currencyID=\"CNY\">115000.00",
        "<cbc:TaxInclusiveAmount currencyID=\"CNY\">115000.01", "BR-CO-15")]
    [InlineData("<cbc:PayableAmount currencyID=\"CNY\">115000.00", "<cbc:PayableAmount currencyID=\"CNY\">114999.99",
        "BR-CO-16")]
    [InlineData("<cbc:TaxExclusiveAmount currencyID=\"CNY\">101769.91",
        "<cbc:TaxExclusiveAmount currencyID=\"CNY\">101769.90", "BR-CO-13")]
    [InlineData("<cbc:PayableAmount",
        "<cbc:AllowanceTotalAmount currencyID=\"CNY\">1.00</cbc:AllowanceTotalAmount><cbc:PayableAmount", "BR-CO-11")]
    [InlineData("<cbc:PayableAmount",
        "<cbc:ChargeTotalAmount currencyID=\"CNY\">1.00</cbc:ChargeTotalAmount><cbc:PayableAmount", "BR-CO-12")]
    [InlineData("<cbc:PayableAmount",
        "<cbc:PrepaidAmount currencyID=\"CNY\">1.00</cbc:PrepaidAmount><cbc:PayableAmount", "BR-CO-16")]
    [InlineData("currencyID=\"CNY\">46200.00", "currencyID=\"USD\">46200.00", "PEPPOL-EN16931-R051")]
    [InlineData(">46200.00<", ">46200.001<", "currency-digits")]
    [InlineData(">46200.00<", ">9999999999999999999.00<", "currency-digits")]
    [InlineData(">46200.00<", ">4.62E4<", "number-format")]
    [InlineData(">46200.00<", ">46,200.00<", "number-format")]
    [InlineData(">46200.00<", ">４６200.00<", "number-format")]
    [InlineData(">1200<", ">99999999999999999999999999999999999999<", "number-format")]
    [InlineData("<cbc:IssueDate>2026-03-02", "<cbc:IssueDate>02.03.2026", "date-format")]
    [InlineData("<cbc:IssueDate>2026-03-02", "<cbc:IssueDate>2026-02-30", "date-format")]
    [InlineData("<cbc:IssueDate>2026-03-02", "<cbc:IssueDate>2026-03-02Z", "date-format")]
    [InlineData("<cbc:IssueDate>2026-03-02", "<cbc:IssueDate>２026-03-02", "date-format")]
    [InlineData("<cbc:DueDate>2026-06-19", "<cbc:DueDate>2026-03-01", "due-before-issue")]
    [InlineData("<cac:PaymentMeans>", "<cac:PaymentMeans><cbc:PaymentDueDate>2026-06-20</cbc:PaymentDueDate>",
        "due-date-ambiguous")]
    [InlineData("schemeID=\"USCC\">91310115MA1K3H8P5R</cbc:ID>", "schemeID=\"USCC\">91310115MA1K3H8P5T</cbc:ID>",
        "uscc-check-digit")]
    [InlineData("schemeID=\"USCC\">91310115MA1K3H8P5R</cbc:ID>", "schemeID=\"0199\">529900T8BM49AURSDO56</cbc:ID>",
        "lei-check-digit")]
    [InlineData("schemeID=\"USCC\">91310115MA1K3H8P5R</cbc:ID>", "schemeID=\"0088\">5790000436058</cbc:ID>",
        "gln-check-digit")]
    [InlineData("<cbc:InvoiceTypeCode>380<", "<cbc:InvoiceTypeCode>381<", "credit-note")]
    [InlineData("<cbc:InvoiceTypeCode>380<", "<cbc:InvoiceTypeCode>325<", "document-kind-unsupported")]
    [InlineData("<cac:TaxTotal>",
        "<cac:AllowanceCharge><cbc:ChargeIndicator>maybe</cbc:ChargeIndicator></cac:AllowanceCharge><cac:TaxTotal>",
            "charge-indicator")]
    [InlineData("<cac:TaxTotal>",
        "<cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator></cac:AllowanceCharge><cac:TaxTotal>",
            "BR-36")]
    [InlineData("<cac:TaxTotal>", "<cac:PayeeParty/><cac:TaxTotal>", "BR-17")]
    public void A_broken_rule_is_named(string old, string @new, string rule)
    {
        var reading = UblInvoiceReader.Read(Samples.OwnWith(old, @new));

        Assert.Null(reading.Document);
        Assert.Contains(rule, reading.Violations.Select(x => x.Rule));
        Assert.All(reading.Violations, x => Assert.StartsWith("/Invoice", x.Field, StringComparison.Ordinal));
    }

    [Fact]
    public void A_line_that_does_not_sum_names_rule_field_value_and_place()
    {
        var violation = Assert.Single(UblInvoiceReader.Read(Samples.OwnWith(">46200.00<", ">46200.01<")).Violations);

        Assert.Equal("BR-CO-10", violation.Rule);
        Assert.Equal("/Invoice/cac:LegalMonetaryTotal/cbc:LineExtensionAmount", violation.Field);
        Assert.Equal("101769.91", violation.Value);
        Assert.Equal("Expected 101769.92: the sum of the lines' net amounts.", violation.Message);
        Assert.True(violation.Line > 90);
    }

    [Fact]
    public void All_broken_rules_are_listed_at_once()
    {
        var text = Samples.OwnText.Replace("<cbc:IssueDate>2026-03-02", "<cbc:IssueDate>today",
            StringComparison.Ordinal)
            .Replace(">46200.00<", ">1<", StringComparison.Ordinal)
                .Replace("<cbc:ID>S</cbc:ID>", "", StringComparison.Ordinal);

        Assert.Equal(["date-format", "BR-47", "BR-CO-10"],
            UblInvoiceReader.Read(Encoding.UTF8.GetBytes(text)).Violations.Select(x => x.Rule));
    }

    [Fact]
    public void A_broken_line_is_found_by_its_position() =>
        Assert.Equal("/Invoice/cac:InvoiceLine[3]/cbc:LineExtensionAmount",
            Assert.Single(UblInvoiceReader.Read(Samples.OwnWith(">16000.00<", ">16000.005<")).Violations, x =>
                x.Rule == "currency-digits").Field);

    [Fact]
    public void Findings_are_bounded()
    {
        var lines = string.Concat(Enumerable.Repeat("<cac:InvoiceLine/>", 150_000));

        Assert.Equal(100, UblInvoiceReader.Read(Samples.OwnWith("</Invoice>", lines + "</Invoice>")).Violations.Count);
    }

    [Fact]
    public void Without_a_due_date_terms_in_words_keep_an_invoice_valid()
    {
        const string due = "<cbc:DueDate>2026-06-19</cbc:DueDate>";
        var withTerms = Samples.OwnWith(due, "");
        var without = Encoding.UTF8.GetBytes(Samples.OwnText.Replace(due, "", StringComparison.Ordinal)
            .Replace("<cbc:Note>Payable on 19 June 2026.</cbc:Note>", "", StringComparison.Ordinal));

        Assert.Null(Valid(withTerms).DueDate);
        Assert.Equal("BR-CO-25", Rule(without));
    }

    [Fact]
    public void The_due_date_may_stand_with_the_payment_means() =>
        Assert.Equal(new DateOnly(2026, 6, 19), Valid(Samples.OwnWith(
            "<cac:PaymentMeans>", "<cac:PaymentMeans><cbc:PaymentDueDate>2026-06-19</cbc:PaymentDueDate>")).DueDate);

    [Theory]
    [InlineData("0.00", "-115000.00")]
    [InlineData("115000.00", "0.00")]
    [InlineData("115000.01", "-0.01")]
    public void Nothing_left_to_pay_is_never_a_receivable(string prepaid, string payable)
    {
        var text = Samples.OwnText.Replace(
            "<cbc:PayableAmount currencyID=\"CNY\">115000.00",
            $"<cbc:PrepaidAmount currencyID=\"CNY\">{prepaid}</cbc:PrepaidAmount><cbc:PayableAmount currencyID=\"CNY\">{payable}",
            StringComparison.Ordinal);

        Assert.Contains("payable-not-positive",
            UblInvoiceReader.Read(Encoding.UTF8.GetBytes(text)).Violations.Select(x => x.Rule));
    }

    [Fact]
    public void A_credit_note_document_is_named_as_one()
    {
        var text = Samples.OwnText.Replace("Invoice-2", "CreditNote-2", StringComparison.Ordinal)
            .Replace("InvoiceLine>", "CreditNoteLine>", StringComparison.Ordinal)
                .Replace("InvoicedQuantity", "CreditedQuantity", StringComparison.Ordinal)
            .Replace("InvoiceTypeCode>380", "CreditNoteTypeCode>381", StringComparison.Ordinal)
                .Replace("InvoiceTypeCode>", "CreditNoteTypeCode>", StringComparison.Ordinal)
            .Replace("<Invoice ", "<CreditNote ", StringComparison.Ordinal)
                .Replace("</Invoice>", "</CreditNote>", StringComparison.Ordinal);

        Assert.Equal("credit-note", Rule(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Amounts_follow_the_digits_of_their_currency()
    {
        var yen = Encoding.UTF8.GetBytes(Samples.OwnText.Replace("CNY", "JPY", StringComparison.Ordinal));

        Assert.Contains("currency-digits", UblInvoiceReader.Read(yen).Violations.Select(x => x.Rule));
    }

    [Fact]
    public void Value_added_tax_in_the_accounting_currency_takes_no_part_in_the_sums() =>
        Assert.Equal("115000.00 CNY", Valid(Samples.OwnWith("<cac:TaxTotal>",
            "<cbc:TaxCurrencyCode>USD</cbc:TaxCurrencyCode>"
            + "<cac:TaxTotal><cbc:TaxAmount currencyID=\"USD\">1850.11</cbc:TaxAmount></cac:TaxTotal><cac:TaxTotal>"))
            .Payable.ToString());

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-32")]
    public void Any_encoding_the_file_declares_is_read(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var text = Samples.OwnText.Replace("encoding=\"UTF-8\"", $"encoding=\"{name}\"", StringComparison.Ordinal);

        Assert.Contains("验收", Valid([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]).Notes[0],
            StringComparison.Ordinal);
    }

    private static InvoiceDocument Valid(byte[] bytes)
    {
        var reading = UblInvoiceReader.Read(bytes);
        Assert.Empty(reading.Violations);
        return reading.Document!;
    }

    private static string Rule(byte[] bytes) => Assert.Single(UblInvoiceReader.Read(bytes).Violations).Rule;
}
