using System.Net;
using System.Text;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.SandboxBank;

namespace SupplyFinance.BankSettlement.Tests;

public sealed class BankClientTests
{
    [Theory]
    [InlineData("http://bank.test", "http://bank.test/sandbox-bank/payments/e1")]
    [InlineData("http://bank.test/", "http://bank.test/sandbox-bank/payments/e1")]
    [InlineData("http://bank.test/corporate", "http://bank.test/corporate/payments/e1")]
    [InlineData("http://bank.test/sandbox-bank/", "http://bank.test/sandbox-bank/payments/e1")]
    public async Task The_banks_address_may_name_a_path(string address, string asked)
    {
        var line = new Line(HttpStatusCode.NotFound);

        await Client(line, address).Ask("e1", CancellationToken.None);

        Assert.Equal(asked, line.Asked?.ToString());
    }

    [Theory]
    [InlineData("ACSC", null, BankAnswer.Accepted)]
    [InlineData("PDNG", null, BankAnswer.Accepted)]
    [InlineData("RJCT", "AC04", BankAnswer.Rejected)]
    [InlineData("RJCT", "AM05", BankAnswer.Accepted)]
    public async Task A_status_report_is_an_answer(string status, string? reason, BankAnswer answer)
    {
        var report = StatusWriter.Write("s", DateTimeOffset.UnixEpoch, new OrderStatus("e1", "e1", status, reason, null));

        Assert.Equal(answer, (await Client(new Line(HttpStatusCode.OK, report)).Ask("e1", CancellationToken.None)).Answer);
    }

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Conflict)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task Anything_else_is_no_answer(HttpStatusCode status)
    {
        var reply = await Client(new Line(status, "<html/>"u8.ToArray())).Ask("e1", CancellationToken.None);

        Assert.Equal(BankAnswer.None, reply.Answer);
        Assert.NotNull(reply.Why);
    }

    [Fact]
    public async Task Not_found_means_unknown_when_asked_and_nothing_when_handed_in()
    {
        var client = Client(new Line(HttpStatusCode.NotFound));

        Assert.Equal(BankAnswer.Unknown, (await client.Ask("e1", CancellationToken.None)).Answer);
        Assert.Equal(
            BankAnswer.None, (await client.HandIn(Encoding.UTF8.GetBytes("<a/>"), "e1", CancellationToken.None)).Answer);
    }

    private static BankClient Client(Line line, string address = "http://bank.test") =>
        new(new ServiceSettings { Own = new Dictionary<string, string> { [BankClient.AddressSetting] = address } }, line);

    /// <summary>A line whose other end always says the same.</summary>
    private sealed class Line(HttpStatusCode status, byte[]? content = null) : HttpMessageHandler
    {
        public Uri? Asked { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked = request.RequestUri;
            return Task.FromResult(new HttpResponseMessage(status) { Content = new ByteArrayContent(content ?? []) });
        }
    }
}
