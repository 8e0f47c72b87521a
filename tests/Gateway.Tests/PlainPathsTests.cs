using System.Net;
using System.Net.Sockets;
using System.Text;
using SupplyFinance.Gateway.Http;
using SupplyFinance.Gateway.Tests.Harness;
using static SupplyFinance.Gateway.Tests.Harness.RouteFiles;

namespace SupplyFinance.Gateway.Tests;

public class PlainPathsTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/api/lots")]
    [InlineData("/api/lots/")]
    [InlineData("/api/lots/a%20b")]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/api/lots/%E4%B8%AD?next=..%2F..%2Fetc//x")]
    [InlineData("/api/lots/v1..v2/...")]
    [InlineData("http://host/api/lots")]
    [InlineData("http://host")]
    public void A_plain_path_passes(string target) => Assert.True(PlainPaths.IsPlain(target));

    [Theory]
    [InlineData("/api/lots/../ledger")]
    [InlineData("/api/lots/./x")]
    [InlineData("/api/lots/%2e%2e/ledger")]
    [InlineData("/api/lots/%2E./ledger")]
    [InlineData("/api/lots/..%2fledger")]
    [InlineData("/api/lots/a%2Fb")]
    [InlineData("/api/lots/a%5cb")]
    [InlineData("/api/lots/a\\b")]
    [InlineData("/api/lots/%252e%252e/ledger")]
    [InlineData("/api/lots/%")]
    [InlineData("/api/lots/%ff")]
    [InlineData("/api/lots/%c0%ae%c0%ae/ledger")]
    [InlineData("/api/lots/%00")]
    [InlineData("/api/lots/%0d%0aX:%20y")]
    [InlineData("//api/lots")]
    [InlineData("/api//lots")]
    [InlineData("/api/lots//")]
    [InlineData("http://host//api/lots")]
    [InlineData("*")]
    [InlineData("")]
    public void A_path_that_two_servers_could_read_differently_does_not(string target) =>
        Assert.False(PlainPaths.IsPlain(target));

    [Theory]
    [InlineData("/open/%2e%2e/closed")]
    [InlineData("/open/../closed")]
    [InlineData("/open/..%2fclosed")]
    [InlineData("//closed")]
    [InlineData("/open//closed")]
    public async Task No_trick_in_a_path_leads_from_an_open_route_to_a_closed_one(string target)
    {
        await using var rig = await Rig.Start(
            Route("/open/{everything}", host: "one"), Route("/closed", host: "two").For("invoice"));
        var answer = await RawGet(rig.Client.BaseAddress!, target);
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"path-not-plain\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_absolute_form_of_a_target_is_served()
    {
        await using var rig = await Rig.Start(Route("/open/{everything}"));
        var answer = await RawGet(rig.Client.BaseAddress!, new Uri(rig.Client.BaseAddress!, "/open/x").AbsoluteUri);
        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
    }

    /// <summary>Sends a target exactly as written, which no HTTP client does.</summary>
    private static async Task<string> RawGet(Uri server, string target)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Port, TestContext.Current.CancellationToken);
        var request = $"GET {target} HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: close\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
