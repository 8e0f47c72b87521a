using System.Text;
using SupplyFinance.SandboxBank;

namespace SupplyFinance.BankSettlement.Tests;

public sealed class Pain002Tests
{
    [Theory]
    [InlineData("ACSC", null, false)]
    [InlineData("PDNG", null, false)]
    [InlineData("RJCT", "AC04", true)]
    [InlineData("RJCT", "AM05", false)] // a duplicate: the bank has it
    [InlineData("RJCT", "DU01", false)]
    public void The_status_of_the_payment_is_read(string code, string? reason, bool isRejected)
    {
        var document =
            StatusWriter.Write("s1", DateTimeOffset.UnixEpoch, new OrderStatus("e1", "e1", code, reason, "Closed"));

        var status = Pain002.Read(document, "e1", out _);

        Assert.NotNull(status);
        Assert.Equal((code, reason, isRejected), (status.Status, status.ReasonCode, status.IsRejected));
    }

    [Fact]
    public void A_file_refused_whole_is_about_the_payment_whose_id_it_bears()
    {
        const string Report = """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><GrpHdr><MsgId>s</MsgId>
            </GrpHdr>
            <OrgnlGrpInfAndSts><OrgnlMsgId>e1</OrgnlMsgId><GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>FF01</Cd></Rsn>
            </StsRsnInf>
            </OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>
            """;

        Assert.Equal("FF01", Pain002.Read(Encoding.UTF8.GetBytes(Report), "e1", out _)?.ReasonCode);
        Assert.Null(Pain002.Read(Encoding.UTF8.GetBytes(Report), "e2", out _));
    }

    [Theory]
    [InlineData("<html/>")]
    [InlineData("oops")]
    [InlineData("<!DOCTYPE a><a/>")]
    public void Anything_else_is_no_answer(string text)
    {
        Assert.Null(Pain002.Read(Encoding.UTF8.GetBytes(text), "e1", out var defect));
        Assert.NotNull(defect);
    }
}
