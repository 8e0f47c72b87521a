using System.Net;
using SupplyFinance.Gateway.Tests.Harness;
using static SupplyFinance.Gateway.Tests.Harness.RouteFiles;

namespace SupplyFinance.Gateway.Tests;

/// <summary>The gateway behind a load balancer that ends TLS; here every caller comes from 127.0.0.1.</summary>
public class KnownProxiesTests
{
    private static Action<HttpRequestMessage> Saying(string scheme, string caller) => request =>
    {
        request.Headers.Add("X-Forwarded-Proto", scheme);
        request.Headers.Add("X-Forwarded-For", caller);
        request.Headers.Add("X-Forwarded-Host", "evil.test");
    };

    [Fact]
    public async Task A_known_proxy_says_scheme_and_caller_to_gateway_and_services()
    {
        await using var rig = await Rig.Start(Of(Route("/x")), proxies: IPNetwork.Parse("127.0.0.0/8"));
        var answer = await rig.Send(HttpMethod.Get, "/x", change: Saying("https", "203.0.113.7"));
        Assert.True(answer.Headers.Contains("Strict-Transport-Security"));
        var seen = await Seen.In(answer);
        Assert.Equal(("https", "203.0.113.7"), (seen.Header("X-Forwarded-Proto"), seen.Header("X-Forwarded-For")));
        Assert.Equal(rig.Client.BaseAddress!.Authority, seen.Header("X-Forwarded-Host"));
    }

    [Fact]
    public async Task Nobody_else_does()
    {
        foreach (var known in (IPNetwork[][])[[], [IPNetwork.Parse("10.0.0.0/8")]])
        {
            await using var rig = await Rig.Start(Of(Route("/x")), proxies: known);
            var answer = await rig.Send(HttpMethod.Get, "/x", change: Saying("https", "203.0.113.7"));
            Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
            var seen = await Seen.In(answer);
            Assert.Equal(("http", "127.0.0.1"), (seen.Header("X-Forwarded-Proto"), seen.Header("X-Forwarded-For")));
            Assert.Equal(rig.Client.BaseAddress!.Authority, seen.Header("X-Forwarded-Host"));
        }
    }

    [Fact]
    public async Task Callers_behind_a_known_proxy_have_an_allowance_each_and_cannot_write_themselves_another()
    {
        await using var rig = await Rig.Start(Of(Route("/x").Limited(1)), proxies: IPNetwork.Parse("127.0.0.1/32"));
        async Task<HttpStatusCode> Call(string caller) =>
            (await rig.Send(HttpMethod.Get, "/x", change: Saying("https", caller))).StatusCode;
        Assert.Equal(HttpStatusCode.OK, await Call("203.0.113.7"));
        Assert.Equal(HttpStatusCode.OK, await Call("203.0.113.8"));
        // What the caller sent itself stands before what the proxy added.
        Assert.Equal(HttpStatusCode.TooManyRequests, await Call("198.51.100.1, 203.0.113.7"));
    }

    [Fact]
    public async Task A_redirect_of_the_gateway_stays_on_the_callers_scheme()
    {
        await using var rig = await Rig.Start(Of(Route("/x")), proxies: IPNetwork.Parse("127.0.0.1/32"));
        var answer = await rig.Send(HttpMethod.Get, "/docs", change: Saying("https", "203.0.113.7"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var target = new Uri(new Uri("https://finance.test/docs"), answer.Headers.Location!);
        Assert.Equal(Uri.UriSchemeHttps, target.Scheme);
    }
}
