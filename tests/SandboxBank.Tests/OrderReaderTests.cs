using System.Text;

namespace SupplyFinance.SandboxBank.Tests;

public sealed class OrderReaderTests
{
    internal const string File = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
          <GrpHdr><MsgId>m1</MsgId><CreDtTm>2026-03-02T08:00:00Z</CreDtTm><NbOfTxs>1</NbOfTxs><InitgPty>
          <Nm>Payer</Nm></InitgPty></GrpHdr>
          <PmtInf><PmtInfId>m1</PmtInfId><PmtMtd>TRF</PmtMtd><ReqdExctnDt><Dt>2026-03-03</Dt></ReqdExctnDt>
            <Dbtr><Nm>Payer Ltd</Nm></Dbtr><DbtrAcct><Id><Othr><Id>100200</Id></Othr></Id></DbtrAcct>
            <DbtrAgt><FinInstnId><BICFI>BANKCNBJ</BICFI></FinInstnId></DbtrAgt>
            <CdtTrfTxInf><PmtId><InstrId>m1</InstrId><EndToEndId>e1</EndToEndId>
            <UETR>5f0c4a0e-2c1c-4b52-9f5e-0c7c1c2d3e4f</UETR></PmtId>
              <Amt><InstdAmt Ccy="CNY">1234.50</InstdAmt></Amt><Cdtr><Nm>Payee Ltd</Nm></Cdtr>
              <CdtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></CdtrAcct>
              <RmtInf><Ustrd>Deal 7</Ustrd></RmtInf></CdtTrfTxInf></PmtInf></CstmrCdtTrfInitn></Document>
        """;

    [Fact]
    public void An_order_is_read_with_its_accounts_amount_and_ids()
    {
        var order = Read(File, out _);

        Assert.NotNull(order);
        Assert.Equal(("m1", "e1", "100200", "DE89370400440532013000"),
            (order.MessageId, order.EndToEndId, order.DebtorAccount, order.CreditorAccount));
        Assert.Equal("1234.50 CNY", order.Amount.ToString());
        Assert.Equal(new DateOnly(2026, 3, 3), order.ExecuteOn);
        Assert.Equal(("Payer Ltd", "Payee Ltd", "Deal 7"), (order.DebtorName, order.CreditorName, order.Remittance));
    }

    [Theory]
    [InlineData("<MsgId>m1</MsgId>", "", "FF01")]
    [InlineData("<EndToEndId>e1</EndToEndId>", "", "FF01")]
    [InlineData("100200", "", "AC02")]
    [InlineData("<IBAN>DE89370400440532013000</IBAN>", "", "AC03")]
    [InlineData("1234.50", "1234.505", "AM12")]
    [InlineData("1234.50", "0", "AM12")]
    [InlineData("Ccy=\"CNY\"", "Ccy=\"XXX\"", "AM12")]
    [InlineData("2026-03-03", "soon", "DT01")]
    [InlineData("<NbOfTxs>1</NbOfTxs>", "<NbOfTxs>2</NbOfTxs>", "AM18")]
    [InlineData("pain.001.001.09\"", "pain.001.001.03\"", "FF01")]
    [InlineData("</Document>", "", "FF01")]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<!DOCTYPE x [<!ENTITY e 'x'>]>", "FF01")]
    public void A_broken_order_is_refused_with_a_reason_code(string from, string to, string code)
    {
        Assert.Null(Read(File.Replace(from, to, StringComparison.Ordinal), out var defect));
        Assert.Equal(code, defect?.ReasonCode);
    }

    [Fact]
    public void Two_transfers_in_one_file_are_refused()
    {
        var start = File.IndexOf("<CdtTrfTxInf>", StringComparison.Ordinal);
        var end = File.IndexOf("</CdtTrfTxInf>", StringComparison.Ordinal) + "</CdtTrfTxInf>".Length;

        Assert.Null(Read(File.Insert(end, File[start..end]), out var defect));
        Assert.Equal("AM18", defect?.ReasonCode);
    }

    private static PaymentOrder? Read(string text, out OrderDefect? defect) =>
        OrderReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), out defect);
}
