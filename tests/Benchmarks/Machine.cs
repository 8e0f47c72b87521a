using System.Globalization;
using System.Runtime.InteropServices;

namespace SupplyFinance.Benchmarks;

/// <summary>What stands above the table: a number without its machine says nothing.</summary>
internal static class Machine
{
    public static string Describe(BenchmarkOptions options) => $"""
        - machine: {Field("/proc/cpuinfo", "model name")}, {Environment.ProcessorCount} cores, {Memory()} of memory
        - system: {OsName()}, kernel {Environment.OSVersion.Version}, {RuntimeInformation.FrameworkDescription}
        - date: {TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)}
        - load before the first measurement (1, 5, 15 minutes): {string.Join(", ", File.ReadAllText("/proc/loadavg").Split(' ').Take(3))}
        - parameters: {string.Join(", ", options.Parts)}; {options.Deals} deals, {options.Seconds} seconds, no randomness but of ids and keys
        """;

    private static string Field(string file, string name) => File.ReadLines(file)
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => line.Split(':', 2)[1].Trim())
        .FirstOrDefault("unknown");

    private static string Memory() => $"{long.Parse(Field("/proc/meminfo", "MemTotal").Split(' ')[0], CultureInfo.InvariantCulture) >> 10} MiB";

    private static string OsName() => File.ReadLines("/etc/os-release")
        .Where(line => line.StartsWith("PRETTY_NAME=", StringComparison.Ordinal))
        .Select(line => line.Split('=', 2)[1].Trim('"'))
        .FirstOrDefault(RuntimeInformation.OSDescription);
}
