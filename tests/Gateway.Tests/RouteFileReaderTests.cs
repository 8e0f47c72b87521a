using System.Text.Json.Nodes;
using SupplyFinance.Gateway.Routes;
using SupplyFinance.Gateway.Tests.Harness;
using static SupplyFinance.Gateway.Tests.Harness.RouteFiles;

namespace SupplyFinance.Gateway.Tests;

public class RouteFileReaderTests
{
    private static RouteFileReading Read(string json) => RouteFileReader.Read(json, new HashSet<string> { "Bearer" });

    private static string[] ErrorsOf(JsonObject route)
    {
        var reading = Read(Of(route));
        Assert.Null(reading.File);
        return [.. reading.Errors];
    }

    [Theory]
    [InlineData("UpstreamPathTemplate", null, "is missing")]
    [InlineData("UpstreamPathTemplate", "'x/{id}'", "must begin with '/'")]
    [InlineData("UpstreamPathTemplate", "'/x/{id}?a={a}'", "has a query string, which is not supported")]
    [InlineData("UpstreamPathTemplate", "'/x/{id}/{ID}'", "names the placeholder {id} twice")]
    [InlineData("UpstreamPathTemplate", "'/x/{id'", "has a segment '{id' that is neither")]
    [InlineData("UpstreamPathTemplate", "'/x/a{id}'", "has a segment 'a{id}' that is neither")]
    [InlineData("UpstreamPathTemplate", "'/x//{id}'", "has a segment '' that is neither")]
    [InlineData("UpstreamPathTemplate", "'/x/../{id}'", "has a segment '..' that is neither")]
    [InlineData("DownstreamPathTemplate", null, "is missing")]
    [InlineData("DownstreamPathTemplate", "'/x/{other}'", "uses the unknown placeholder {other}")]
    [InlineData("DownstreamPathTemplate", "'/x/{id}/y'", "must end with {id}, which stands for the rest")]
    [InlineData("DownstreamHostAndPorts", null, "is missing: nobody would answer")]
    [InlineData("DownstreamHostAndPorts", "[]", "is missing: nobody would answer")]
    [InlineData("DownstreamHostAndPorts", "'one:80'", "must be a list")]
    [InlineData("DownstreamHostAndPorts", "[{'Port':80}]", "[0]: Host is missing")]
    [InlineData("DownstreamHostAndPorts", "[{'Host':'a/b','Port':80}]", "[0]: Host 'a/b' is not a host's name")]
    [InlineData("DownstreamHostAndPorts", "[{'Host':'a'}]", "[0]: Port is missing")]
    [InlineData("DownstreamHostAndPorts", "[{'Host':'a','Port':65536}]", "[0]: Port 65536 is not a port")]
    [InlineData("DownstreamScheme", "'ftp'", "'ftp' is neither http nor https")]
    [InlineData("UpstreamHttpMethod", "['GET','FETCH']", "'FETCH' is not an HTTP method")]
    [InlineData("UpstreamHttpMethod", "'GET'", "must be a list")]
    [InlineData("UpstreamHttpMethod", "[1]", "must be a list of text")]
    [InlineData("Priority", "'high'", "must be a whole number")]
    [InlineData("Priority", "1.5", "must be a whole number")]
    [InlineData("Priority", "-1", "must be 0 or more")]
    [InlineData("Timeout", "0", "must be 1 to 300 seconds")]
    [InlineData("AuthenticationOptions", null, "is missing: name a scheme, or say \"AllowAnonymous\": true")]
    [InlineData("AuthenticationOptions", "{}", "AuthenticationProviderKeys is missing: name a scheme")]
    [InlineData("AuthenticationOptions", "{'AllowAnonymous':false}", "AuthenticationProviderKeys is missing")]
    [InlineData("AuthenticationOptions", "{'AllowAnonymous':'yes'}", "AllowAnonymous must be true or false")]
    [InlineData("AuthenticationOptions", "{'AuthenticationProviderKey':'Basic'}", "unknown scheme 'Basic'")]
    [InlineData("AuthenticationOptions", "{'AllowAnonymous':true,'AllowedScopes':['a']}", "AllowAnonymous contradicts")]
    [InlineData("RouteClaimsRequirement", "{'role':'auditor'}", "AllowAnonymous contradicts")]
    [InlineData("RouteClaimsRequirement", "{'role':1}", "must give 'role' as text")]
    [InlineData("RateLimitOptions", "{'Limit':5}", "Period is missing")]
    [InlineData("RateLimitOptions", "{'Period':'1m'}", "Limit is missing")]
    [InlineData("RateLimitOptions", "{'Period':'1m','Limit':0}", "Limit must be at least 1")]
    [InlineData("RateLimitOptions", "{'Period':'1 week','Limit':1}", "Period '1 week' is not a period")]
    [InlineData("RateLimitOptions", "{'Period':'0s','Limit':1}", "Period '0s' is not a period")]
    [InlineData("RateLimitOptions", "{'Period':'2d','Limit':1}", "Period '2d' is not a period up to a day")]
    [InlineData("RateLimitOptions", "{'Period':'1s','Limit':1,'HttpStatusCode':503}", "StatusCode must be 429")]
    [InlineData("LoadBalancerOptions", "{'Type':'CookieStickySessions'}", "Type 'CookieStickySessions' is none of")]
    [InlineData("LoadBalancerOptions", "{'Type':'First'}", "Type 'First' is none of")]
    [InlineData("Metadata", "{'bodyLimit':'huge'}", "bodyLimit 'huge' is neither json nor document")]
    [InlineData("Metadata", "{'only':'Tuesday'}", "only 'Tuesday' is not demonstration")]
    [InlineData("RequestIdKey", "'Correlation'", "must be X-Request-Id")]
    [InlineData("SecurityOptions", "{'IPAllowedList':['10.0.0.1']}", "is not supported; it narrows")]
    [InlineData("UpstreamHost", "'bank.example'", "is not supported; it narrows who may call")]
    [InlineData("UpstreamHeaderTemplates", "{'X-Tenant':'a'}", "is not supported; it narrows")]
    [InlineData("RouteIsCaseSensitive", "true", "is not supported; it narrows")]
    public void A_broken_field_is_named_with_its_route(string field, string? json, string expected)
    {
        var value = json is null ? null : JsonNode.Parse(json.Replace('\'', '"'));
        var route = Route("/x/{id}").With(field, value);
        if (value is null)
            route.Remove(field);
        var error = ErrorsOf(route).First(error => error.Contains(expected, StringComparison.Ordinal));
        Assert.StartsWith("Routes[0] ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_correct_route_beside_a_broken_one_has_no_errors_of_its_own()
    {
        var reading = Read(Of(Route("/good"), Route("/bad").With("Priority", -1)));
        Assert.Equal(["Routes[1] /bad: Priority must be 0 or more"], reading.Errors);
    }

    [Fact]
    public void All_errors_of_a_file_are_named_at_once()
    {
        var reading = Read(Of(
            Route("/a").With("DownstreamScheme", "gopher").With("UpstreamHttpMethod", new JsonArray("TAKE")),
            Route("/b/{id}", "/b/{ids}").Without("AuthenticationOptions"),
            Route("/c").With("RateLimitOptions", new JsonObject { ["Limit"] = 1 }).Without("DownstreamHostAndPorts")));
        string[] places = [.. reading.Errors.Select(error => string.Join(' ', error.Split(' ').Take(3)).TrimEnd(':'))];
        Assert.Equal(6, places.Length);
        Assert.Equal(2, places.Count(place => place.StartsWith("Routes[0] /a", StringComparison.Ordinal)));
        Assert.Equal(2, places.Count(place => place.StartsWith("Routes[1] /b/{id}", StringComparison.Ordinal)));
        Assert.Equal(2, places.Count(place => place.StartsWith("Routes[2] /c", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_gateway_with_a_broken_file_is_not_built_and_says_everything()
    {
        var refused = Assert.Throws<RouteFileRefusedException>(() => GatewayHost.Build(new GatewayOptions
        {
            Urls = ["http://127.0.0.1:0"],
            Tokens = new() { Issuer = "https://issuer.test/", KeysAddress = new Uri("https://issuer.test/jwks") },
            RouteFile = Of(Route("/a").With("Priority", -1), Route("/b").Without("DownstreamPathTemplate")),
        }));
        Assert.Contains("2 error(s)", refused.Message, StringComparison.Ordinal);
        Assert.All(refused.Errors, error => Assert.Contains(error, refused.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "The route file is not JSON: line 1")]
    [InlineData("{\n\"Routes\": [\n}", "The route file is not JSON: line 3")]
    [InlineData("[]", "The route file must be an object")]
    [InlineData("{}", "The route file: Routes must have at least one route")]
    [InlineData("{\"Routes\": [7]}", "Routes[0] (no upstream path) must be an object")]
    [InlineData("{\"Routes\": [{\"Key\": \"a\", \"key\": \"b\"}]}", "Routes[0] (no upstream path): key is there twice")]
    public void A_file_that_is_no_route_file_is_refused(string json, string expected) =>
        Assert.Contains(Read(json).Errors, error => error.StartsWith(expected, StringComparison.Ordinal));

    [Fact]
    public void Comments_trailing_commas_and_names_in_any_case_are_read_as_Ocelot_reads_them()
    {
        var file = Of(Route("/x")).Replace("{\"Routes\"", "{ // ours\n\"ROUTES\"", StringComparison.Ordinal)
            .Replace("\"UpstreamHttpMethod\"", "\"upstreamhttpmethod\"", StringComparison.Ordinal);
        Assert.Equal(["GET", "POST"], Read(file).File!.Routes.Single().Methods);
    }

    [Fact]
    public void Fields_without_effect_are_warned_about_by_name_and_do_not_stop_the_file()
    {
        var reading = Read(Of(
            Route("/x").For("invoice").With("QoSOptions", new JsonObject()).With("Colour", "red"),
            Route("/y").With("AddHeadersToRequest", new JsonObject()).With("SecurityOptions", new JsonObject())));
        Assert.NotNull(reading.File);
        Assert.Equal(
            [
                "Routes[0] /x: QoSOptions is not supported and ignored",
                "Routes[0] /x: Colour is unknown and ignored",
                "Routes[1] /y: AddHeadersToRequest is not supported and ignored",
            ],
            reading.Warnings);
    }

    [Fact]
    public void Unknown_fields_are_found_at_every_depth()
    {
        var route = Route("/x").For("invoice").Limited(1);
        route["AuthenticationOptions"]!["AllowedScope"] = "ledger";
        route["RateLimitOptions"]!["Burst"] = 7;
        route["DownstreamHostAndPorts"]![0]!["Weight"] = 2;
        var file = JsonNode.Parse(Of(route))!;
        file["GlobalConfiguration"]!["BaseUrl"] = "https://x.test";
        file["Aggregates"] = new JsonArray();
        file["$schema"] = "x";
        Assert.Equal(
            [
                "Routes[0] /x: AuthenticationOptions: AllowedScope is unknown and ignored",
                "Routes[0] /x: DownstreamHostAndPorts[0]: Weight is unknown and ignored",
                "Routes[0] /x: RateLimitOptions: Burst is unknown and ignored",
                "The route file: $schema is unknown and ignored",
                "The route file: Aggregates is not supported and ignored",
                "The route file: GlobalConfiguration: BaseUrl is not supported and ignored",
            ],
            Read(file.ToJsonString()).Warnings.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_route_that_any_token_opens_is_warned_about() =>
        Assert.Equal(
            ["Routes[0] /x: AuthenticationOptions: AllowedScopes is empty: any token of the platform may call"],
            Read(Of(Route("/x").For())).Warnings);

    [Fact]
    public async Task Warnings_are_logged_when_the_gateway_starts()
    {
        await using var rig = await Rig.Start(Route("/x").With("Colour", "red"));
        Assert.Contains("Warning: Routes[0] /x: Colour is unknown and ignored", rig.Log);
    }
}
