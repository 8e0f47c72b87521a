using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Ocelot.Configuration.File;
using SupplyFinance.Gateway.Engine;
using SupplyFinance.Gateway.Routes;
using SupplyFinance.Gateway.Tests.Harness;
using static SupplyFinance.Gateway.Tests.Harness.RouteFiles;

namespace SupplyFinance.Gateway.Tests;

/// <summary>
/// The Ocelot engine, as far as it can be held without Ocelot: this project compiles its source against Ocelot's
/// published names and signatures, and reads here what Ocelot would be handed.
/// </summary>
public class OcelotEngineTests
{
    /// <summary>Strict where Ocelot's own binder is not: a field that Ocelot does not have would do nothing there.</summary>
    private static readonly JsonSerializerOptions Strict = new()
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static FileRoute Handed(JsonObject route, Dictionary<string, Uri>? addresses = null)
    {
        var reading = RouteFileReader.Read(Of(Route("/first"), route), new HashSet<string> { "Bearer" });
        return GatewayEngine.Route(reading.File!.Routes[1], addresses ?? []);
    }

    [Fact]
    public void The_platforms_route_file_has_no_field_that_Ocelot_does_not_know()
    {
        var file = JsonSerializer.Deserialize<FileConfiguration>(GatewayOptions.PlatformRoutes(), Strict)!;
        Assert.True(file.Routes.Count > 20);
        Assert.All(file.Routes, route => Assert.True(
            route.AuthenticationOptions.AllowAnonymous == true || route.AuthenticationOptions.AllowedScopes.Count > 0));
    }

    [Fact]
    public void A_field_that_Ocelot_does_not_know_would_be_found() => Assert.Throws<JsonException>(
        () => JsonSerializer.Deserialize<FileConfiguration>(Of(Route("/a").With("RateLimit", 1)), Strict));

    [Fact]
    public void Ocelot_is_handed_templates_places_balancing_and_time_out()
    {
        var places = new JsonArray(
            new JsonObject { ["Host"] = "one", ["Port"] = 81 }, new JsonObject { ["Host"] = "two", ["Port"] = 82 });
        var route = Handed(Route("/api/x/{id}/{rest}", "/internal/{id}/y/{rest}").With("DownstreamHostAndPorts", places)
            .With("Timeout", 7).With("LoadBalancerOptions", new JsonObject { ["Type"] = "LeastConnection" }));
        Assert.Equal("/internal/{id}/y/{rest}", route.DownstreamPathTemplate);
        Assert.Equal("http", route.DownstreamScheme);
        Assert.Equal(["one:81", "two:82"], route.DownstreamHostAndPorts.Select(place => $"{place.Host}:{place.Port}"));
        Assert.Equal(("LeastConnection", 7), (route.LoadBalancerOptions.Type, route.Timeout));
        Assert.Equal("NoLoadBalancer", Handed(Route("/x").With("LoadBalancerOptions",
            new JsonObject { ["Type"] = "NoLoadBalancer" })).LoadBalancerOptions.Type);
    }

    [Fact]
    public void Ocelot_can_find_no_other_route_than_the_one_the_caller_was_let_in_to() =>
        Assert.Equal("/route-1/api/x/{rest}", Handed(Route("/api/x/{rest}")).UpstreamPathTemplate);

    [Fact]
    public void Ocelot_neither_limits_nor_authenticates_nor_follows_redirects()
    {
        var route = Handed(Route("/x").For("invoice").Limited(1));
        Assert.Null(route.RateLimitOptions);
        Assert.Null(route.AuthenticationOptions);
        Assert.Equal((false, false), (route.HttpHandlerOptions.AllowAutoRedirect, route.HttpHandlerOptions.UseCookieContainer));
    }

    [Fact]
    public void An_address_given_for_a_host_goes_before_the_files()
    {
        var route = Handed(Route("/x"), new() { ["one"] = new Uri("https://10.0.0.1:8443/") });
        Assert.Equal(("https", "10.0.0.1", 8443),
            (route.DownstreamScheme, route.DownstreamHostAndPorts.Single().Host, route.DownstreamHostAndPorts.Single().Port));
    }
}
