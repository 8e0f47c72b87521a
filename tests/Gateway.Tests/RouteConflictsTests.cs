using System.Text.Json.Nodes;
using SupplyFinance.Gateway.Routes;
using static SupplyFinance.Gateway.Tests.Harness.RouteFiles;

namespace SupplyFinance.Gateway.Tests;

public class RouteConflictsTests
{
    private static IReadOnlyList<string> Errors(params JsonObject[] routes) =>
        RouteFileReader.Read(Of(routes), new HashSet<string> { "Bearer" }).Errors;

    [Fact]
    public void The_same_path_and_method_twice_is_named_once_whatever_the_placeholders_are_called() =>
        Assert.Equal(
            ["Routes[1] /API/lots/{key} is the same path as Routes[0] /api/lots/{id} for POST"],
            Errors(Route("/api/lots/{id}").Methods("GET", "POST"), Route("/API/lots/{key}").Methods("post", "PUT")));

    [Fact]
    public void The_same_path_with_other_methods_is_no_conflict() =>
        Assert.Empty(Errors(Route("/x").Methods("GET"), Route("/x").Methods("POST")));

    [Theory]
    [InlineData(2)]
    [InlineData(1)]
    public void A_route_behind_a_wider_one_of_no_lower_priority_is_unreachable(int priority) =>
        Assert.Equal(
            ["Routes[1] /api/ledger/checkpoint: Priority 1 makes it unreachable for GET, POST: "
                + $"Routes[0] /api/{{everything}} matches the same paths with priority {priority}"],
            Errors(Route("/api/{everything}").With("Priority", priority), Route("/api/ledger/checkpoint")));

    [Fact]
    public void A_narrower_route_of_higher_priority_is_reachable() =>
        Assert.Empty(Errors(Route("/api/{everything}"), Route("/api/ledger/checkpoint").With("Priority", 2)));

    [Fact]
    public void A_route_without_methods_meets_every_method() =>
        Assert.Equal(
            ["Routes[1] /x is the same path as Routes[0] /x for GET, POST"],
            Errors(Route("/x").Without("UpstreamHttpMethod"), Route("/x")));

    [Fact]
    public void A_key_is_used_once() =>
        Assert.Equal(
            ["Routes[1] /y: Key 'a' is also the key of Routes[0] /x"],
            Errors(Route("/x").With("Key", "a"), Route("/y").With("Key", "a")));
}
