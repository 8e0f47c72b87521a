using System.Net;
using SupplyFinance.Gateway.Routes;
using SupplyFinance.Gateway.Tests.Harness;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Gateway.Tests;

/// <summary>The platform's own route file, <c>gateway/ocelot.json</c>.</summary>
public class PlatformRoutesTests
{
    private static readonly string[] Services =
        ["identity", "invoice", "receivable", "factoring", "bank-settlement", "ledger"];

    private static RouteFileReading Reading { get; } =
        RouteFileReader.Read(GatewayOptions.PlatformRoutes(), new HashSet<string> { "Bearer" });

    private static GatewayRoute? Find(string method, string path)
    {
        var asked = PathTemplate.Parse(path, []);
        return Reading.File!.Routes.Where(r => r.Methods.Contains(method) && r.Upstream.Covers(asked))
            .MaxBy(r => r.Priority);
    }

    [Fact]
    public void The_file_has_neither_errors_nor_warnings() =>
        Assert.Empty(Reading.Errors.Concat(Reading.Warnings));

    [Theory]
    [InlineData("GET", "/.well-known/openid-configuration", "identity")]
    [InlineData("GET", "/.well-known/jwks", "identity")]
    [InlineData("POST", "/connect/token", "identity")]
    [InlineData("POST", "/connect/revocation", "identity")]
    [InlineData("GET", "/connect/authorize", "identity")]
    [InlineData("GET", "/connect/endsession", "identity")]
    [InlineData("GET", "/sign-in", "identity")]
    [InlineData("POST", "/sign-in", "identity")]
    [InlineData("GET", "/api/ledger/checkpoint", "ledger")]
    [InlineData("GET", "/api/ledger/key", "ledger")]
    [InlineData("GET", "/api/ledger/consistency", "ledger")]
    [InlineData("GET", "/api/ledger/tile/0/x001/067", "ledger")]
    [InlineData("GET", "/openapi/ledger.json", "ledger")]
    public void Anybody_may_call(string method, string path, string service)
    {
        var route = Find(method, path);
        Assert.Equal((service, null), (route?.Hosts.Single().Host, route?.Access));
    }

    [Theory]
    [InlineData("POST", "/api/organisations", "identity")]
    [InlineData("PUT", "/api/users/7", "identity")]
    [InlineData("POST", "/api/api-clients", "identity")]
    [InlineData("POST", "/api/bank-accounts/7/verify", "identity")]
    [InlineData("POST", "/api/business-clock", "identity")]
    [InlineData("POST", "/api/invoices", "invoice")]
    [InlineData("GET", "/api/invoices/7/document", "invoice")]
    [InlineData("GET", "/api/invoice-imports/7/rows", "invoice")]
    [InlineData("POST", "/api/receivables/7/confirm", "receivable")]
    [InlineData("GET", "/api/lots/7/lineage", "receivable")]
    [InlineData("POST", "/api/lot-transfers", "receivable")]
    [InlineData("POST", "/api/credit-limits", "factoring")]
    [InlineData("POST", "/api/supplier-admissions", "factoring")]
    [InlineData("POST", "/api/financing-requests/7/bids", "factoring")]
    [InlineData("GET", "/api/deals/7", "factoring")]
    [InlineData("GET", "/api/payments/7", "bank-settlement")]
    [InlineData("POST", "/api/bank-statements", "bank-settlement")]
    [InlineData("POST", "/api/settlement-exceptions/7/resolve", "bank-settlement")]
    [InlineData("GET", "/api/collections", "bank-settlement")]
    [InlineData("GET", "/api/books/trial-balance", "bank-settlement")]
    [InlineData("GET", "/api/ledger/entries/3", "ledger")]
    [InlineData("GET", "/api/ledger/entries/3/proof", "ledger")]
    [InlineData("GET", "/api/ledger/tile/entries/x001/067", "ledger")]
    [InlineData("POST", "/api/ledger/checkpoint", "ledger")]
    public void A_token_with_the_services_scope_is_needed(string method, string path, string service)
    {
        var route = Find(method, path)!;
        Assert.Equal(service, route.Hosts.Single().Host);
        Assert.Equal([service], route.Access!.AllowedScopes);
        Assert.False(route.IsDemonstrationOnly);
    }

    [Fact]
    public void Each_services_approvals_and_parked_messages_are_its_own()
    {
        foreach (var service in Services)
        {
            foreach (var path in new[] { "approvals", "approvals/7/approve", "parked-messages/7/replay" })
            {
                var route = Find("POST", $"/api/{service}/{path}")!;
                Assert.Equal((service, service), (route.Hosts.Single().Host, route.Access!.AllowedScopes.Single()));
            }
        }
    }

    [Fact]
    public void Every_route_asks_for_a_scope_or_is_among_the_few_open_ones() =>
        Assert.Equal(
            [
                "/.well-known/{everything}", "/api/ledger/checkpoint", "/api/ledger/consistency", "/api/ledger/key",
                "/api/ledger/tile/{everything}", "/connect/authorize", "/connect/endsession", "/connect/revocation",
                "/connect/token", "/openapi/bank-settlement.json", "/openapi/factoring.json", "/openapi/identity.json",
                "/openapi/invoice.json", "/openapi/ledger.json", "/openapi/receivable.json", "/sign-in",
            ],
            Reading.File!.Routes.Where(route => route.Access is null || route.Access.AllowedScopes.Count == 0)
                .Select(route => route.Upstream.Text).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_route_is_limited_and_no_other_path_than_the_one_asked_is_served() =>
        Assert.All(Reading.File!.Routes, route =>
        {
            Assert.NotNull(route.Limit);
            Assert.Equal(route.Upstream.Text, route.Downstream.Text);
        });

    [Theory]
    [InlineData("/api/invoices", BodyLimit.Document)]
    [InlineData("/api/bank-statements", BodyLimit.Document)]
    [InlineData("/api/receivables", BodyLimit.Json)]
    [InlineData("/connect/token", BodyLimit.Json)]
    public void Files_may_be_larger_than_commands(string path, long limit) =>
        Assert.Equal(limit, Find("POST", path)!.LargestBody);

    [Theory]
    [InlineData("/sandbox-bank/payments")]
    [InlineData("/api/demonstration/organisations")]
    public async Task What_is_for_demonstrations_exists_in_no_other_form(string path)
    {
        await using var production = await Rig.Start(GatewayOptions.PlatformRoutes());
        Assert.Equal(HttpStatusCode.NotFound, (await production.Get(path)).StatusCode);
        await using var demonstration = await Rig.Start(GatewayOptions.PlatformRoutes(), demonstration: true);
        Assert.Equal(HttpStatusCode.Unauthorized, (await demonstration.Get(path)).StatusCode);
    }

    [Fact]
    public async Task The_compiled_gateway_sends_each_path_where_the_file_says()
    {
        await using var ledger = await Backend.Start("ledger");
        await using var receivable = await Backend.Start("receivable");
        await using var rig = await Rig.Start(GatewayOptions.PlatformRoutes(), others: new Dictionary<string, Uri>
        {
            ["ledger"] = ledger.Address,
            ["receivable"] = receivable.Address,
        });
        var token = rig.Issuer.Token(scope: "ledger receivable", audience: "ledger");
        async Task<string> Served(string path, string? with = null) =>
            (await Seen.In(await rig.Get(path, with))).Service;
        Assert.Equal("ledger", await Served("/api/ledger/checkpoint"));
        Assert.Equal("ledger", await Served("/api/ledger/approvals", token));
        Assert.Equal("ledger", await Served("/api/ledger/lots/7/proof", token));
        Assert.Equal("receivable", await Served("/api/lots/7", token));
        Assert.Equal("receivable", await Served("/api/receivable/approvals/7", token));
        Assert.Equal("receivable", await Served("/api/receivables/7", token));
        Assert.Equal(HttpStatusCode.Unauthorized, (await rig.Get("/api/ledger/tile/entries/0")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await rig.Get("/api/receivable", token)).StatusCode);
    }
}
