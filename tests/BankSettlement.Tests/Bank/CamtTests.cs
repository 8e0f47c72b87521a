using System.Text;
using SupplyFinance.SandboxBank;
using static SupplyFinance.BankSettlement.Tests.Amounts;

namespace SupplyFinance.BankSettlement.Tests;

public sealed class CamtTests
{
    private const string Document = """
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>
          <GrpHdr><MsgId>n1</MsgId><CreDtTm>2026-06-30T08:00:00Z</CreDtTm></GrpHdr>
          <Ntfctn><Id>n1</Id><Acct><Id><Othr><Id>100200</Id></Othr></Id></Acct>
            <Ntry><Amt Ccy="CNY">12000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
              <BookgDt><Dt>2026-06-30</Dt></BookgDt><ValDt><Dt>2026-06-29</Dt></ValDt><AcctSvcrRef>R1</AcctSvcrRef>
              <BkTxCd><Prtry><Cd>X</Cd></Prtry></BkTxCd>
              <NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
                <RltdPties><Dbtr><Pty><Nm>Core Ltd</Nm></Pty></Dbtr></RltdPties>
                <RmtInf><Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>
                </NtryDtls></Ntry>
          </Ntfctn></BkToCstmrDbtCdtNtfctn></Document>
        """;

    [Fact]
    public void A_booked_credit_is_read_with_dates_reference_and_payer()
    {
        var entry = Assert.Single(Read(Document).Entries);

        Assert.Equal(("100200", "R1", true), (entry.Account, entry.BankReference, entry.IsCredit));
        Assert.Equal(Cny("12000.00"), entry.Amount);
        Assert.Equal((new DateOnly(2026, 6, 30), new DateOnly(2026, 6, 29)), (entry.BookedOn, entry.ValueDate));
        Assert.Equal((null, "RF18539007547034", "Core Ltd"), (entry.EndToEndId, entry.Remittance, entry.Counterparty));
    }

    [Theory]
    [InlineData("PDNG")]
    [InlineData("INFO")]
    public void An_entry_that_is_not_booked_counts_for_nothing(string status)
    {
        var read = Read(Document.Replace("BOOK", status, StringComparison.Ordinal));

        Assert.Empty(read.Entries);
        Assert.Equal(1, read.NotBooked);
    }

    [Theory]
    [InlineData("12000.00", "12000.005")]
    [InlineData("12000.00", "-1.00")]
    [InlineData("Ccy=\"CNY\"", "Ccy=\"???\"")]
    [InlineData("<AcctSvcrRef>R1</AcctSvcrRef>", "")]
    [InlineData("CRDT", "BOTH")]
    [InlineData("<BookgDt><Dt>2026-06-30</Dt></BookgDt>", "")]
    [InlineData("<Othr><Id>100200</Id></Othr>", "")]
    [InlineData("</EndToEndId></Refs>", "</EndToEndId></Refs><Amt Ccy=\"CNY\">1.00</Amt>")]
    [InlineData("</EndToEndId></Refs>", "</EndToEndId></Refs><Amt Ccy=\"EUR\">12000.00</Amt>")]
    public void A_broken_entry_is_named_by_its_place_and_not_read(string from, string to)
    {
        var read = Read(Document.Replace(from, to, StringComparison.Ordinal));

        Assert.Empty(read.Entries);
        Assert.Equal("Ntfctn[1]/Ntry[1]", Assert.Single(read.Defects).Place);
    }

    [Fact]
    public void A_batch_entry_is_read_as_its_transactions_each_with_a_reference_of_its_own()
    {
        var start = Document.IndexOf("<TxDtls>", StringComparison.Ordinal);
        var end = Document.IndexOf("</TxDtls>", StringComparison.Ordinal) + "</TxDtls>".Length;
        static string With(string transaction, string amount) =>
            transaction.Replace("</Refs>", $"</Refs><Amt Ccy=\"CNY\">{amount}</Amt>", StringComparison.Ordinal);
        var transaction = Document[start..end];

        var read = Read(
            Document[..start] + With(transaction, "7000.00") + With(transaction, "5000.00") + Document[end..]);

        Assert.Equal([("R1/1", Cny("7000.00")), ("R1/2", Cny("5000.00"))],
            read.Entries.Select(x => (x.BankReference, x.Amount)));
    }

    [Fact]
    public void Charges_beside_the_amount_are_read_and_those_inside_it_are_not()
    {
        const string Charges =
            "</AcctSvcrRef><Chrgs><Rcrd><Amt Ccy=\"CNY\">3.00</Amt><ChrgInclInd>false</ChrgInclInd></Rcrd>"
            + "<Rcrd><Amt Ccy=\"CNY\">9.00</Amt><ChrgInclInd>true</ChrgInclInd></Rcrd></Chrgs>";

        var entry = Assert.Single(Read(Document.Replace("</AcctSvcrRef>", Charges, StringComparison.Ordinal)).Entries);

        Assert.Equal(Cny("3.00"), entry.Charges);
    }

    [Fact]
    public void A_statement_is_read_like_a_notification()
    {
        var statement = Document.Replace("camt.054", "camt.053", StringComparison.Ordinal)
            .Replace("BkToCstmrDbtCdtNtfctn", "BkToCstmrStmt", StringComparison.Ordinal)
                .Replace("Ntfctn>", "Stmt>", StringComparison.Ordinal);

        Assert.Equal("R1", Assert.Single(Read(statement).Entries).BankReference);
    }

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a>&x;</a>")]
    [InlineData("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.052.001.08\"/>")]
    [InlineData(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.08\"><BkToCstmrDbtCdtNtfctn/></Document>")]
    [InlineData("<Document")]
    [InlineData("")]
    public void Anything_else_is_refused_with_a_reason(string text)
    {
        Assert.Null(Camt.Read(Encoding.UTF8.GetBytes(text), out var defect));
        Assert.NotNull(defect);
    }

    [Fact]
    public void A_document_nested_too_deeply_or_too_large_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 60)) + string.Concat(Enumerable.Repeat("</a>", 60));
        Assert.Null(Camt.Read(Encoding.UTF8.GetBytes(deep), out var nested));
        Assert.Contains("nested", nested, StringComparison.Ordinal);

        Assert.Null(Camt.Read(new byte[BankXml.MaxBytes + 1], out var large));
        Assert.Contains("bytes", large, StringComparison.Ordinal);
    }

    [Fact]
    public void What_another_implementation_writes_is_read_back()
    {
        var booking = new Booking(
            "SB7", "DE89370400440532013000", false, Cny("1234.50"), new DateOnly(2026, 3, 3), new DateOnly(2026, 3, 3),
            "0198c0de000070008000000000000001", "5f0c4a0e-2c1c-4b52-9f5e-0c7c1c2d3e4f", null, "Deal 7", "Supplier",
            "100200");

        var entry = Assert.Single(Read(NotificationWriter.Write("m", DateTimeOffset.UnixEpoch, booking)).Entries);

        Assert.Equal((booking.Account, booking.Reference, booking.IsCredit),
            (entry.Account, entry.BankReference, entry.IsCredit));
        Assert.Equal(
            (booking.Amount, booking.EndToEndId, "Supplier"), (entry.Amount, entry.EndToEndId, entry.Counterparty));
    }

    private static BankNotification Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private static BankNotification Read(byte[] document) =>
        Camt.Read(document, out var defect) ?? throw new InvalidOperationException(defect);
}
