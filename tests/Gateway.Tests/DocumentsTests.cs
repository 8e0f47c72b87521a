using System.Net;
using System.Text.RegularExpressions;
using System.Text.Json;
using SupplyFinance.Gateway.Tests.Harness;
using static SupplyFinance.Gateway.Tests.Harness.RouteFiles;

namespace SupplyFinance.Gateway.Tests;

public partial class DocumentsTests
{
    private static Task<Rig> Start() => Rig.Start(
        Route("/openapi/ledger.json", host: "two"), Route("/openapi/invoice.json"), Route("/api/x").For("invoice"));

    [Fact]
    public async Task The_index_lists_the_documents_that_the_file_has_routes_for()
    {
        await using var rig = await Start();
        using var index = JsonDocument.Parse(await Text(await rig.Get("/openapi")));
        Assert.Equal(
            [("invoice", "/openapi/invoice.json"), ("ledger", "/openapi/ledger.json")],
            index.RootElement.GetProperty("documents").EnumerateArray()
                .Select(d => (d.GetProperty("service").GetString()!, d.GetProperty("url").GetString()!)));
    }

    [Fact]
    public async Task A_document_comes_from_its_service()
    {
        await using var rig = await Start();
        Assert.Equal("two", (await Seen.In(await rig.Get("/openapi/ledger.json"))).Service);
    }

    [Fact]
    public async Task The_reference_page_names_every_document_and_nothing_outside()
    {
        await using var rig = await Start();
        var response = await rig.Get("/docs/");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var page = await Text(response);
        Assert.Contains("openapi/invoice.json", page, StringComparison.Ordinal);
        Assert.Contains("openapi/ledger.json", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(OutsideAddress(), page);
        // No button leads to a service of somebody else.
        Assert.Contains("\"showDeveloperTools\":\"never\"", page, StringComparison.Ordinal);
        Assert.Contains("\"hideClientButton\":true", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reference_page_may_run_its_own_scripts_only()
    {
        await using var rig = await Start();
        var first = await rig.Get("/docs/");
        var second = await rig.Get("/docs/");
        var policy = first.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        var nonce = Nonce().Match(policy).Groups[1].Value;
        Assert.Contains($"nonce=\"{nonce}\"", await Text(first), StringComparison.Ordinal);
        var next = second.Headers.GetValues("Content-Security-Policy").Single();
        Assert.DoesNotContain(nonce, next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_script_of_the_reference_page_is_served_here_and_carries_the_nonce()
    {
        await using var rig = await Start();
        var page = await Text(await rig.Get("/docs/"));
        var scripts = Scripts().Matches(page);
        Assert.All(scripts, script => Assert.Contains("nonce=", script.Value, StringComparison.Ordinal));
        var sources = Sources().Matches(page).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(sources);
        foreach (var source in sources)
        {
            var script = await rig.Get(new Uri(new Uri(rig.Client.BaseAddress!, "/docs/"), source).PathAndQuery);
            Assert.Equal(HttpStatusCode.OK, script.StatusCode);
        }
    }

    [Theory]
    [InlineData("/health/live", "live")]
    [InlineData("/health/ready", "Healthy")]
    public async Task Health_is_told_to_anybody(string path, string status)
    {
        await using var rig = await Start();
        using var health = JsonDocument.Parse(await Text(await rig.Get(path)));
        Assert.Equal(status, health.RootElement.GetProperty("status").GetString());
    }

    private static Task<string> Text(HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    [GeneratedRegex("(https?:)?//[a-z0-9-]+\\.[a-z]")]
    private static partial Regex OutsideAddress();

    [GeneratedRegex("'nonce-([^']+)'")]
    private static partial Regex Nonce();

    [GeneratedRegex("<script[^>]*>")]
    private static partial Regex Scripts();

    [GeneratedRegex("<script[^>]*src=\"([^\"]+)\"")]
    private static partial Regex Sources();
}
