using SupplyFinance.Invoices.Ubl;

namespace SupplyFinance.Invoices.Tests.Ubl;

public sealed class AssignmentSignsTests
{
    private const string OtherPayee =
        "<cac:PayeeParty><cac:PartyName><cbc:Name>Some Factor Ltd</cbc:Name></cac:PartyName><cac:PartyLegalEntity>"
        + "<cbc:CompanyID schemeID=\"USCC\">91310115MA1K3H8P5R</cbc:CompanyID></cac:PartyLegalEntity></cac:PayeeParty><cac:TaxTotal>";

    private const string SamePayee =
        "<cac:PayeeParty><cac:PartyName><cbc:Name>Hengxin Parts</cbc:Name></cac:PartyName><cac:PartyLegalEntity>"
        + "<cbc:CompanyID schemeID=\"USCC\">91320594MA1XQ7T205</cbc:CompanyID></cac:PartyLegalEntity></cac:PayeeParty><cac:TaxTotal>";

    [Theory]
    [InlineData("<cac:TaxTotal>", OtherPayee)]
    [InlineData("Payable on 19 June 2026.", "The claim has been assigned to Some Factor; pay to it alone.")]
    [InlineData("Payable on 19 June 2026.", "本发票项下应收账款已转让给某保理公司")]
    [InlineData("Payable on 19 June 2026.", "ＦＡＣＴＯＲＥＤ")]
    [InlineData("Payable on 19 June 2026.", "Die Forderung ist abgetreten.")]
    [InlineData("<cbc:InvoiceTypeCode>380", "<cbc:InvoiceTypeCode>393")]
    public void A_sign_of_an_earlier_assignment_is_flagged(string old, string @new) =>
        Assert.Equal([AssignmentSigns.AlreadyAssigned],
            UblInvoiceReader.Read(Samples.OwnWith(old, @new)).Document!.Signs);

    [Theory]
    [InlineData("<cac:TaxTotal>", SamePayee)]
    [InlineData("Payable on 19 June 2026.", "Payable in 109 days.")]
    public void An_ordinary_invoice_is_not_flagged(string old, string @new) =>
        Assert.Empty(UblInvoiceReader.Read(Samples.OwnWith(old, @new)).Document!.Signs);
}
