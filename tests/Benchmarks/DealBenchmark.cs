using System.Collections.Concurrent;
using System.Diagnostics;
using SupplyFinance.EndToEnd.Tests.ManyProcesses;
using SupplyFinance.Standalone;
using SupplyFinance.Testing;

namespace SupplyFinance.Benchmarks;

/// <summary>Financings from upload to discharge, ten at a time: services as processes over a broker and a database server against the same
/// services in one process on SQLite. Both sync each commit; whoever carries the deals out is a process of its own in both.</summary>
internal static class DealBenchmark
{
    /// <summary>Deals under way together; the business clock moves when all of them wait for it.</summary>
    private const int Together = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task Run(BenchmarkOptions options, Table table, CancellationToken stopping)
    {
        var embedded = await Embedded(options.Deals, stopping);
        var many = await ManyProcesses(options.Deals, stopping);
        table.Section($"deals ({options.Deals}, {Math.Min(options.Deals, Together)} at a time)", "many processes", "embedded");
        table.Row("complete deals per second", options.Deals / many.Took.TotalSeconds, options.Deals / embedded.Took.TotalSeconds);
        table.Row("CPU-ms per deal, services and gateway", many.Cpu[0].TotalMilliseconds / options.Deals,
            embedded.Cpu[0].TotalMilliseconds / options.Deals);
        table.Row("CPU-ms per deal, broker", many.Cpu[1].TotalMilliseconds / options.Deals);
        table.Row("CPU-ms per deal, database server", many.Cpu[2].TotalMilliseconds / options.Deals);
        foreach (var step in embedded.Steps.Keys) table.Times($"step: {step}", many.Steps[step], embedded.Steps[step]);
    }

    private static async Task<Outcome> Embedded(int deals, CancellationToken stopping)
    {
        using var folder = new TemporaryFolder();
        var address = Hosts.FreeAddress();
        await using var host = await Hosts.Start(folder.Path, Hosts.Embedded, address.ToString(), Path.Combine(folder.Path, "data"));
        await Hosts.Ready(host, address, stopping);
        return await Measure(address, deals, () => [ProcessUse.Cpu(host.Pid)], stopping);
    }

    private static async Task<Outcome> ManyProcesses(int deals, CancellationToken stopping)
    {
        await using var platform = await PlatformProcesses.Prepare(
            EmbeddedPlatform.Services, AppContext.BaseDirectory, Hosts.SampleDay, durable: true);
        await platform.StartAll();
        int[] ours = [.. platform.Services.Append(PlatformProcesses.Gateway).Select(platform.PidOf)];
        return await Measure(platform.Address, deals, () =>
        [
            ours.Aggregate(TimeSpan.Zero, (sum, pid) => sum + ProcessUse.Cpu(pid)),
            ProcessUse.Cpu(platform.Broker.Pid),
            ProcessUse.Cpu(platform.Database.Pid),
        ], stopping);
    }

    private static async Task<Outcome> Measure(Uri platform, int count, Func<TimeSpan[]> cpu, CancellationToken stopping)
    {
        // A whole round first: programs compile themselves while they are used, and limits are set for as many as come together.
        var together = Math.Min(count, Together);
        await Round(new Deals(platform, together, Patience), stopping);
        var steps = new ConcurrentDictionary<string, ConcurrentBag<TimeSpan>>();
        var before = cpu();
        var watch = Stopwatch.StartNew();
        for (int done = 0, round = 1; done < count; done += together, round++)
        {
            await Round(new Deals(platform, Math.Min(together, count - done), Patience)
            {
                First = together + done,
                Round = round,
                StepTook = (step, took) => steps.GetOrAdd(step, _ => []).Add(took),
            }, stopping);
        }

        var elapsed = watch.Elapsed;
        return new Outcome(elapsed, [.. cpu().Zip(before, (after, earlier) => after - earlier)], InOrder(steps));
    }

    private static async Task Round(Deals deals, CancellationToken stopping)
    {
        using (deals)
        {
            var failed = await deals.CarryOut(stopping);
            if (failed.Count > 0) throw new InvalidOperationException($"{failed.Count} deals failed, first:\n{failed[0]}");
        }
    }

    private static Dictionary<string, IReadOnlyCollection<TimeSpan>> InOrder(ConcurrentDictionary<string, ConcurrentBag<TimeSpan>> steps) =>
        steps.OrderBy(step => step.Key, StringComparer.Ordinal)
            .ToDictionary(step => step.Key, step => (IReadOnlyCollection<TimeSpan>)step.Value, StringComparer.Ordinal);

    private sealed record Outcome(TimeSpan Took, TimeSpan[] Cpu, Dictionary<string, IReadOnlyCollection<TimeSpan>> Steps);
}
