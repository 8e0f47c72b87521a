using System.Runtime.InteropServices;

namespace SupplyFinance.Standalone;

/// <summary>Starts the platform, or a walkthrough on it, and stops it in order when asked to.</summary>
public static class StandaloneProgram
{
    private const int WrongCall = 2;

    public static async Task<int> Run(string[] args)
    {
        var (options, error) = StandaloneOptions.Parse(args);
        if (options is null)
        {
            await Console.Error.WriteLineAsync(error);
            return WrongCall;
        }

        if (options.Help)
        {
            Console.WriteLine(StandaloneOptions.Usage);
            return 0;
        }

        using var stopping = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stopping.Cancel();
        }

        try
        {
            return options.Walkthrough
                ? await WalkthroughProgram.Run(options, stopping.Token)
                : await Serve(options, stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Console.WriteLine("Stopped.");
            return 0;
        }
        catch (Exception refused) when (refused is DataFolderInUseException or IOException)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    private static async Task<int> Serve(StandaloneOptions options, CancellationToken stopping)
    {
        await using var platform = await EmbeddedPlatform.Start(
            options.DataFolder ?? "data", options.Url, beforeDelivery: CrashPoint.FromEnvironment(), cancellation: stopping);
        Console.WriteLine($"SupplyFinance is at {platform.Address}  (data in {Path.GetFullPath(platform.DataFolder)}; Ctrl+C stops it)");
        Console.WriteLine();
        if (options.Republish) await platform.Republish(stopping);
        Console.WriteLine(SignInHelp.Text(platform.Address));
        await Task.Delay(Timeout.Infinite, stopping);
        return 0;
    }
}
