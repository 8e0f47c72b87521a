using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using SupplyFinance.Gateway;
using SupplyFinance.Standalone;
using SupplyFinance.Testing;

namespace SupplyFinance.Benchmarks;

/// <summary>One cheap request through the gateway against the same request to the service itself, by the same client.</summary>
internal static class GatewayBenchmark
{
    private const string Service = "invoice";

    private const string Path = "api/invoices?limit=1";

    private const string Person = "maker@supplier1.example";

    /// <summary>Requests under way at a time, each on a connection of its own: enough to keep two cores busy.</summary>
    private const int Connections = 8;

    /// <summary>Turns of each side, so that a change of the machine's load meets both.</summary>
    private const int Turns = 2;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    public static async Task Run(BenchmarkOptions options, Table table, CancellationToken stopping)
    {
        await using var platform = await PlatformProcesses.Prepare(EmbeddedPlatform.Services, AppContext.BaseDirectory, Hosts.SampleDay);
        using var folder = new TemporaryFolder();
        platform.RouteFile = System.IO.Path.Combine(folder.Path, "routes.json");
        await File.WriteAllTextAsync(platform.RouteFile, RoutesWithoutRest(), stopping);
        await platform.StartAll();
        using var people = new SignIns();
        var token = (await people.Of(platform.Address, Person, stopping)).AccessToken;
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = Connections };
        using var http = new HttpClient(handler);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Uri[] sides = [new(platform.AddressOf(Service), Path), new(platform.Address, Path)];
        await Wait.Until("the service to know the person", async () =>
        {
            using var answer = await http.GetAsync(sides[1], stopping);
            return answer.IsSuccessStatusCode;
        });
        foreach (var side in sides) await Load(http, side, WarmUp, stopping);
        List<TimeSpan>[] times = [[], []];
        for (var turn = 0; turn < Turns; turn++)
        {
            for (var side = 0; side < sides.Length; side++)
                times[side].AddRange(await Load(http, sides[side], TimeSpan.FromSeconds(options.Seconds) / Turns, stopping));
        }

        table.Section($"gateway (GET /{Path}, {Connections} connections)", "through the gateway", "straight to the service");
        table.Row("requests per second", times[1].Count / (double)options.Seconds, times[0].Count / (double)options.Seconds);
        table.Times("request", times[1], times[0]);
    }

    /// <summary>The platform's own routes with a rate limit that is counted like theirs and never reached.</summary>
    private static string RoutesWithoutRest()
    {
        var routes = JsonNode.Parse(GatewayOptions.PlatformRoutes())!;
        routes["GlobalConfiguration"]!["RateLimitOptions"]!["Limit"] = int.MaxValue;
        return routes.ToJsonString();
    }

    private static async Task<IEnumerable<TimeSpan>> Load(HttpClient http, Uri address, TimeSpan duration, CancellationToken stopping)
    {
        var watch = Stopwatch.StartNew();
        var all = await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            var times = new List<TimeSpan>();
            while (watch.Elapsed < duration)
            {
                var started = watch.Elapsed;
                using var answer = await http.GetAsync(address, stopping);
                answer.EnsureSuccessStatusCode();
                times.Add(watch.Elapsed - started);
            }

            return times;
        }));
        return all.SelectMany(times => times);
    }
}
