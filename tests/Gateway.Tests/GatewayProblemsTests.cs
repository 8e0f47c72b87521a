using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using SupplyFinance.Gateway.Tests.Harness;
using static SupplyFinance.Gateway.Tests.Harness.RouteFiles;

namespace SupplyFinance.Gateway.Tests;

public class GatewayProblemsTests
{
    [Fact]
    public async Task An_unknown_path_is_404_with_a_code_for_anybody()
    {
        await using var rig = await Rig.Start(Route("/x").For("invoice"));
        var response = await rig.Get("/y");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("not-found", await Problem.Code(response));
    }

    [Fact]
    public async Task A_service_that_does_not_listen_is_502()
    {
        var port = new TcpListener(IPAddress.Loopback, 0);
        port.Start();
        var closed = ((IPEndPoint)port.LocalEndpoint).Port;
        port.Stop();
        await using var rig = await Rig.Start(Of(Route("/x", host: "gone")), others: new Dictionary<string, Uri>
        {
            ["gone"] = new($"http://127.0.0.1:{closed}"),
        });
        var response = await rig.Get("/x");
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal("service-unreachable", await Problem.Code(response));
    }

    [Fact]
    public async Task A_service_that_never_answers_is_504()
    {
        await using var mute = await Backend.Start("mute", http => Task.Delay(Timeout.Infinite, http.RequestAborted)
            .ContinueWith(_ => { }, TaskScheduler.Default));
        await using var rig = await Rig.Start(Of(Route("/x", host: "mute").With("Timeout", 1)),
            others: new Dictionary<string, Uri> { ["mute"] = mute.Address });
        var response = await rig.Get("/x");
        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Equal("service-timed-out", await Problem.Code(response));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task What_a_service_refuses_passes_unchanged_its_empty_body_included(int status)
    {
        await using var plain = await Backend.Start("plain", http =>
        {
            http.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        await using var rig = await Rig.Start(
            Of(Route("/x", host: "plain")), others: new Dictionary<string, Uri> { ["plain"] = plain.Address });
        var response = await rig.Get("/x");
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_gateways_answers_tell_a_browser_to_do_nothing_with_them_and_name_no_software()
    {
        await using var rig = await Rig.Start(Route("/x"));
        foreach (var response in new[] { await rig.Get("/x"), await rig.Get("/none") })
        {
            Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
            Assert.StartsWith("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(),
                StringComparison.Ordinal);
            Assert.Equal(["no-referrer"], response.Headers.GetValues("Referrer-Policy"));
            Assert.Empty(response.Headers.Server);
        }
    }

    [Fact]
    public async Task A_page_keeps_the_content_policy_its_service_gave_it()
    {
        await using var page = await Backend.Start("page", http =>
        {
            http.Response.Headers.ContentSecurityPolicy = "default-src 'self'";
            http.Response.Headers.Server = "Loud/1.0";
            return http.Response.WriteAsync("<p>");
        });
        await using var rig = await Rig.Start(
            Of(Route("/x", host: "page")), others: new Dictionary<string, Uri> { ["page"] = page.Address });
        var response = await rig.Get("/x");
        Assert.Equal(["default-src 'self'"], response.Headers.GetValues("Content-Security-Policy"));
        Assert.Empty(response.Headers.Server);
    }

    [Fact]
    public async Task A_fault_of_the_gateway_itself_is_500_logged_and_tells_the_caller_nothing_of_it()
    {
        var broken = new JsonObject { ["EnableRateLimiting"] = true, ["Period"] = "1h", ["Limit"] = 1 };
        await using var rig = await Rig.Start(
            Of(Route("/x").With("RateLimitOptions", broken)), extend: builder => Fault.InEveryLimiter(builder));
        var response = await rig.Get("/x");
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        var problem = await Problem.Read(response);
        Assert.Equal("internal-error", problem.GetProperty("code").GetString());
        Assert.DoesNotContain("secret", problem.ToString(), StringComparison.Ordinal);
        Assert.Contains(rig.Log, line => line == "Error: The gateway failed at GET /x");
    }
}
