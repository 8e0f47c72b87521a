using System.Text.Json.Nodes;

namespace SupplyFinance.Gateway.Tests.Harness;

/// <summary>Route files for tests, built entry by entry.</summary>
public static class RouteFiles
{
    public static string Of(params IReadOnlyList<JsonObject> routes) => new JsonObject
    {
        ["Routes"] = new JsonArray([.. routes]),
        ["GlobalConfiguration"] = new JsonObject { ["DownstreamScheme"] = "http" },
    }.ToJsonString();

    /// <summary>A correct anonymous route to the backend <c>one</c>.</summary>
    public static JsonObject Route(string upstream, string? downstream = null, string host = "one") => new()
    {
        ["UpstreamPathTemplate"] = upstream,
        ["UpstreamHttpMethod"] = new JsonArray("GET", "POST"),
        ["DownstreamPathTemplate"] = downstream ?? upstream,
        ["DownstreamHostAndPorts"] = new JsonArray(new JsonObject { ["Host"] = host, ["Port"] = 8080 }),
        ["AuthenticationOptions"] = new JsonObject { ["AllowAnonymous"] = true },
    };

    public static JsonObject With(this JsonObject route, string field, JsonNode? value)
    {
        route[field] = value;
        return route;
    }

    public static JsonObject Without(this JsonObject route, string field)
    {
        route.Remove(field);
        return route;
    }

    public static JsonObject For(this JsonObject route, params string[] scopes) =>
        route.With("AuthenticationOptions", new JsonObject
        {
            ["AuthenticationProviderKeys"] = new JsonArray("Bearer"),
            ["AllowedScopes"] = new JsonArray([.. scopes.Select(scope => JsonValue.Create(scope))]),
        });

    public static JsonObject Methods(this JsonObject route, params string[] methods) =>
        route.With("UpstreamHttpMethod", new JsonArray([.. methods.Select(method => JsonValue.Create(method))]));

    /// <summary>So many calls an hour: no test runs long enough to see the next period.</summary>
    public static JsonObject Limited(this JsonObject route, int limit) =>
        route.With("RateLimitOptions", new JsonObject
        {
            ["EnableRateLimiting"] = true,
            ["Period"] = "1h",
            ["Limit"] = limit,
        });
}
