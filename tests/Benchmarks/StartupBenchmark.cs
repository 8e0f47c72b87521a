using System.Diagnostics;
using SupplyFinance.Testing;

namespace SupplyFinance.Benchmarks;

/// <summary>From the start of the process to the first ready answer, and the memory then: the embedded platform against an empty web
/// application. Each is started in turn, so that a change of the machine's load meets all of them.</summary>
internal static class StartupBenchmark
{
    /// <summary>The median of so many says what more would.</summary>
    private const int MostStarts = 5;

    public static async Task Run(BenchmarkOptions options, Table table, CancellationToken stopping)
    {
        List<Started> empty = [], fresh = [], again = [];
        var watch = Stopwatch.StartNew();
        do
        {
            using var folder = new TemporaryFolder();
            using var other = new TemporaryFolder();
            empty.Add(await Measure(address => Hosts.Start(other.Path, Hosts.EmptyWeb, Origin(address)), stopping));
            fresh.Add(await Measure(address => Standalone(folder.Path, address), stopping));
            again.Add(await Measure(address => Standalone(folder.Path, address), stopping));
        }
        while (fresh.Count < MostStarts && watch.Elapsed.TotalSeconds < options.Seconds);

        table.Section("startup", "embedded platform", "empty web application");
        Rows(table, $"on an empty folder (median of {fresh.Count})", fresh, empty);
        Rows(table, $"on an existing folder (median of {again.Count})", again, empty);
    }

    private static void Rows(Table table, string what, List<Started> measured, List<Started> baseline)
    {
        table.Row($"ms until ready, {what}", Median(measured, Milliseconds), Median(baseline, Milliseconds));
        table.Row($"MiB resident when ready, {what}", Median(measured, one => one.Resident), Median(baseline, one => one.Resident));
    }

    private static Task<ServerProcess> Standalone(string folder, Uri address) =>
        Hosts.StartProgram("SupplyFinance.Standalone.dll", folder, "--data", Path.Combine(folder, "data"), "--urls", Origin(address));

    private static async Task<Started> Measure(Func<Uri, Task<ServerProcess>> start, CancellationToken stopping)
    {
        var address = Hosts.FreeAddress();
        var watch = Stopwatch.StartNew();
        await using var process = await start(address);
        await Hosts.Ready(process, address, stopping);
        return new Started(watch.Elapsed, ProcessUse.Resident(process.Pid));
    }

    private static double Milliseconds(Started one) => one.Took.TotalMilliseconds;

    private static string Origin(Uri address) => address.ToString().TrimEnd('/');

    private static double Median(List<Started> starts, Func<Started, double> value) => starts.Select(value).Order().ElementAt(starts.Count / 2);

    private sealed record Started(TimeSpan Took, double Resident);
}
