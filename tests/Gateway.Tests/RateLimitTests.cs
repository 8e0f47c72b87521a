using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using SupplyFinance.Gateway.Engine;
using SupplyFinance.Gateway.Tests.Harness;
using static SupplyFinance.Gateway.Tests.Harness.RouteFiles;

namespace SupplyFinance.Gateway.Tests;

public class RateLimitTests
{
    [Fact]
    public async Task A_caller_over_its_limit_is_429_and_told_when_to_come_back()
    {
        await using var rig = await Rig.Start(Route("/x").For("invoice").Limited(2));
        var token = rig.Issuer.Token("mei");
        Assert.Equal(HttpStatusCode.OK, (await rig.Get("/x", token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await rig.Get("/x", token)).StatusCode);
        var response = await rig.Get("/x", token);
        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("too-many-requests", await Problem.Code(response));
        var wait = int.Parse(response.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture);
        Assert.InRange(wait, 1, 3600);
    }

    [Fact]
    public async Task One_subject_does_not_use_up_anothers_allowance_though_they_share_an_address()
    {
        await using var rig = await Rig.Start(Route("/x").For("invoice").Limited(1));
        Assert.Equal(HttpStatusCode.OK, (await rig.Get("/x", rig.Issuer.Token("mei"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await rig.Get("/x", rig.Issuer.Token("li"))).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await rig.Get("/x", rig.Issuer.Token("mei"))).StatusCode);
    }

    [Fact]
    public async Task A_new_token_of_the_same_subject_does_not_start_afresh()
    {
        await using var rig = await Rig.Start(Route("/x").For("invoice").Limited(1));
        Assert.Equal(HttpStatusCode.OK, (await rig.Get("/x", rig.Issuer.Token("mei"))).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await rig.Get("/x", rig.Issuer.Token("mei"))).StatusCode);
    }

    [Fact]
    public async Task Refused_tokens_count_against_nobody()
    {
        await using var rig = await Rig.Start(Route("/x").For("invoice").Limited(1));
        var forged = rig.Issuer.Token("mei", change: token => token.Issuer = "https://other.test/");
        Assert.Equal(HttpStatusCode.Unauthorized, (await rig.Get("/x", forged)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await rig.Get("/x", rig.Issuer.Token("mei", "ledger"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await rig.Get("/x", rig.Issuer.Token("mei"))).StatusCode);
    }

    [Fact]
    public async Task Anonymous_routes_count_by_address_and_no_header_or_token_changes_it()
    {
        await using var rig = await Rig.Start(Route("/x").Limited(1), Route("/y").For("invoice"));
        Assert.Equal(HttpStatusCode.OK, (await rig.Get("/x")).StatusCode);
        var disguised = await rig.Send(HttpMethod.Get, "/x", rig.Issuer.Token("mei"),
            request => request.Headers.Add("X-Forwarded-For", "8.8.8.8"));
        Assert.Equal(HttpStatusCode.TooManyRequests, disguised.StatusCode);
    }

    [Theory]
    [InlineData("192.0.2.7", "address 192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "address 192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "network 2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2::", "network 2001:db8:1:2::/64")]
    public void An_address_of_IPv6_counts_as_its_network(string address, string caller) =>
        Assert.Equal(caller, RouteRateLimits.CallerAt(IPAddress.Parse(address)));

    [Fact]
    public async Task Each_route_counts_by_itself_and_a_route_may_switch_the_files_limit_off()
    {
        var file = JsonNode.Parse(Of(
            Route("/x"), Route("/y"),
            Route("/free").With("RateLimitOptions", new JsonObject { ["EnableRateLimiting"] = false })))!;
        file["GlobalConfiguration"]!["RateLimitOptions"] =
            new JsonObject { ["Period"] = "1h", ["Limit"] = 1, ["QuotaMessage"] = "Slowly, please." };
        await using var rig = await Rig.Start(file.ToJsonString());
        Assert.Equal(HttpStatusCode.OK, (await rig.Get("/x")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await rig.Get("/y")).StatusCode);
        var refused = await Problem.Read(await rig.Get("/x"));
        Assert.Equal("Slowly, please.", refused.GetProperty("detail").GetString());
        Assert.Equal(HttpStatusCode.OK, (await rig.Get("/free")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await rig.Get("/free")).StatusCode);
    }

    [Fact]
    public async Task A_subject_on_the_white_list_is_not_limited()
    {
        var route = Route("/x").For("invoice").Limited(1);
        route["RateLimitOptions"]!["ClientWhitelist"] = new JsonArray("erp");
        await using var rig = await Rig.Start(route);
        Assert.Equal(HttpStatusCode.OK, (await rig.Get("/x", rig.Issuer.Token("erp"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await rig.Get("/x", rig.Issuer.Token("erp"))).StatusCode);
    }
}
