using System.Text;

namespace SupplyFinance.SandboxBank.Tests;

public sealed class StatusWriterTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 3, 1, 2, 3, TimeSpan.Zero);

    [Fact]
    public void A_refusal_states_its_reason()
    {
        var text = Write(new OrderStatus("m1", "e1", OrderStatuses.Rejected, "AC04", "Closed account"));

        Assert.Contains(
            "<TxInfAndSts><OrgnlEndToEndId>e1</OrgnlEndToEndId><TxSts>RJCT</TxSts>"
            + "<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>Closed account</AddtlInf></StsRsnInf></TxInfAndSts>",
            text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_settled_order_needs_no_reason()
    {
        var text = Write(new OrderStatus("m1", "e1", OrderStatuses.Settled, null, null));

        Assert.Contains("<TxSts>ACSC</TxSts></TxInfAndSts>", text, StringComparison.Ordinal);
    }

    private static string Write(OrderStatus status) => Encoding.UTF8.GetString(StatusWriter.Write("s1", At, status));
}
