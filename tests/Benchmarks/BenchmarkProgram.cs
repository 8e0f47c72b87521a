using System.Runtime.InteropServices;

namespace SupplyFinance.Benchmarks;

/// <summary>Runs what was asked for and prints the machine and one table. Everything that it starts ends with it.</summary>
internal static class BenchmarkProgram
{
    private const int WrongCall = 2;

    /// <summary>Longer than everything takes on a loaded two-core machine.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    public static async Task<int> Run(string[] args)
    {
        if (args is [Hosts.EmptyWeb or Hosts.Embedded, ..]) return await Hosts.Run(args);
        if (BenchmarkOptions.Parse(args) is not { } options)
        {
            await Console.Error.WriteLineAsync(BenchmarkOptions.Usage);
            return WrongCall;
        }

        using var stopping = new CancellationTokenSource(Longest);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stopping.Cancel();
        }

        var machine = Machine.Describe(options);
        var table = new Table();
        try
        {
            foreach (var part in options.Parts)
            {
                await Console.Error.WriteLineAsync($"measuring: {part}");
                await Measure(part, options, table, stopping.Token);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Stopped before everything was measured.");
            return 1;
        }

        Console.WriteLine(machine);
        Console.WriteLine();
        Console.WriteLine(table);
        return 0;
    }

    private static Task Measure(string part, BenchmarkOptions options, Table table, CancellationToken stopping) => part switch
    {
        "deals" => DealBenchmark.Run(options, table, stopping),
        "gateway" => GatewayBenchmark.Run(options, table, stopping),
        "relay" => RelayBenchmark.Run(table, stopping),
        "startup" => StartupBenchmark.Run(options, table, stopping),
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "There is no such benchmark."),
    };
}
