using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SupplyFinance.Gateway.Tests.Harness;
using static SupplyFinance.Gateway.Tests.Harness.RouteFiles;

namespace SupplyFinance.Gateway.Tests;

public class RoutingTests
{
    [Fact]
    public async Task A_route_reaches_its_service_with_the_path_rewritten()
    {
        await using var rig = await Rig.Start(Route("/api/lots/{id}/proof", "/internal/{id}/lot-proof"));
        var seen = await Seen.In(await rig.Get("/api/lots/7/proof"));
        Assert.Equal(("one", "/internal/7/lot-proof"), (seen.Service, seen.Target));
    }

    [Theory]
    [InlineData("/api/lots")]
    [InlineData("/api/lots/")]
    [InlineData("/api/lots/7/proof/deep")]
    [InlineData("/API/Lots/7")]
    [InlineData("/api/lots/a%20b/%E9%94%99?x=1&x=2&q=%E4%B8%AD%2F%3D+")]
    public async Task The_last_placeholder_stands_for_the_rest_of_the_path_and_nothing_is_encoded_twice(string asked)
    {
        await using var rig = await Rig.Start(Route("/api/lots/{everything}"));
        var seen = await Seen.In(await rig.Get(asked));
        Assert.Equal(asked, seen.Target);
    }

    [Fact]
    public async Task A_header_beyond_ASCII_reaches_its_service_and_does_not_look_like_a_dead_one()
    {
        await using var rig = await Rig.Start(Route("/x"));
        using var client = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(rig.Client.BaseAddress!, "/x"));
        request.Headers.Add("Idempotency-Key", "键é");
        var seen = await Seen.In(await client.SendAsync(request, TestContext.Current.CancellationToken));
        Assert.Equal("键é", seen.Header("Idempotency-Key"));
    }

    [Fact]
    public async Task A_rewritten_path_keeps_spaces_characters_and_query()
    {
        await using var rig = await Rig.Start(Route("/outer/{everything}", "/inner/{everything}"));
        var seen = await Seen.In(await rig.Get("/outer/a%20b/%E9%94%99/c?x=1&x=%26"));
        Assert.Equal("/inner/a%20b/%E9%94%99/c?x=1&x=%26", seen.Target);
    }

    [Fact]
    public async Task The_higher_priority_wins_whatever_the_order_in_the_file()
    {
        await using var rig = await Rig.Start(
            Route("/api/{everything}", host: "one"),
            Route("/api/ledger/{everything}", host: "two").With("Priority", 2));
        Assert.Equal("two", (await Seen.In(await rig.Get("/api/ledger/entries/3"))).Service);
        Assert.Equal("one", (await Seen.In(await rig.Get("/api/lots"))).Service);
    }

    [Fact]
    public async Task A_method_that_the_higher_route_lacks_falls_to_the_lower()
    {
        await using var rig = await Rig.Start(
            Route("/api/ledger/{everything}", host: "one").Methods("GET", "POST"),
            Route("/api/ledger/checkpoint", host: "two").Methods("GET").With("Priority", 2));
        Assert.Equal("two", (await Seen.In(await rig.Get("/api/ledger/checkpoint"))).Service);
        Assert.Equal("one", (await Seen.In(await rig.Send(HttpMethod.Post, "/api/ledger/checkpoint"))).Service);
    }

    [Fact]
    public async Task A_method_that_no_route_has_is_405_and_names_those_that_exist()
    {
        await using var rig = await Rig.Start(Route("/api/lots").Methods("get", "post"));
        var response = await rig.Send(HttpMethod.Delete, "/api/lots");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal("method-not-allowed", await Problem.Code(response));
        Assert.Equal(["GET", "POST"], response.Content.Headers.Allow.Order());
    }

    [Fact]
    public async Task A_route_without_methods_takes_any()
    {
        await using var rig = await Rig.Start(Route("/api/lots").Without("UpstreamHttpMethod"));
        Assert.Equal("PATCH", (await Seen.In(await rig.Send(HttpMethod.Patch, "/api/lots"))).Method);
    }

    [Fact]
    public async Task Without_an_address_of_its_own_a_service_is_asked_where_the_file_says()
    {
        await using var backend = await Backend.Start("three");
        var places = new JsonArray(new JsonObject { ["Host"] = "127.0.0.1", ["Port"] = backend.Address.Port });
        await using var rig = await Rig.Start(Route("/x").With("DownstreamHostAndPorts", places));
        Assert.Equal("three", (await Seen.In(await rig.Get("/x"))).Service);
    }

    [Fact]
    public async Task Several_places_are_asked_in_turn()
    {
        var places = new JsonArray(
            new JsonObject { ["Host"] = "one", ["Port"] = 8080 }, new JsonObject { ["Host"] = "two", ["Port"] = 8080 });
        await using var rig = await Rig.Start(Route("/x").With("DownstreamHostAndPorts", places));
        string[] asked = [(await Seen.In(await rig.Get("/x"))).Service, (await Seen.In(await rig.Get("/x"))).Service];
        Assert.Equal(["one", "two"], asked.Order());
    }

    [Fact]
    public async Task A_service_sees_the_callers_origin_and_address_and_no_forged_ones()
    {
        await using var rig = await Rig.Start(Route("/x"));
        var response = await rig.Send(HttpMethod.Get, "/x", change: request =>
        {
            request.Headers.Add("X-Forwarded-For", "8.8.8.8");
            request.Headers.Add("Forwarded", "for=8.8.8.8");
        });
        var seen = await Seen.In(response);
        Assert.Equal(rig.Client.BaseAddress!.Authority, seen.Host);
        Assert.Equal("127.0.0.1", seen.Header("X-Forwarded-For"));
        Assert.Null(seen.Header("Forwarded"));
    }
}
