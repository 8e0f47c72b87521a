using SupplyFinance.Invoices.Ubl;

namespace SupplyFinance.Standalone;

/// <summary>Starts the platform, carries out one financing on it and ends.</summary>
public static class WalkthroughProgram
{
    private const int Financed = 0;
    private const int Failed = 1;
    private const int Forbidden = 3;

    /// <summary>Where the sample is once it is built.</summary>
    private static readonly string Sample = Path.Combine(AppContext.BaseDirectory, "samples", "invoice-cny.xml");

    public static async Task<int> Run(StandaloneOptions options, CancellationToken stopping)
    {
        var path = options.Invoice ?? Sample;
        byte[] file;
        try
        {
            file = await File.ReadAllBytesAsync(path, stopping);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"Step 'read the invoice file' failed: {unreadable.Message}");
            return Failed;
        }

        if (options.At is { } running) return await On(running, file, path, stopping);
        var own = options.DataFolder is null ? Directory.CreateTempSubdirectory("supply-finance-walkthrough-") : null;
        try
        {
            return await Run(file, path, options.DataFolder ?? own!.FullName, options.Url, stopping);
        }
        finally
        {
            own?.Delete(recursive: true);
        }
    }

    private static async Task<int> Run(byte[] file, string path, string dataFolder, Uri url, CancellationToken stopping)
    {
        // The clock of an empty folder starts on the day the invoice was issued, so that an old file can be walked through as well.
        var document = UblInvoiceReader.Read(file).Document;
        var timeline = new Timeline(Console.Out, Timeline.WidthOfTerminal());
        return await Ending(timeline, async () =>
        {
            await using var platform = await EmbeddedPlatform.Start(
                dataFolder, url, document?.IssueDate, CrashPoint.FromEnvironment(), cancellation: stopping);
            await Walk(platform.Address, $", data in {Path.GetFullPath(dataFolder)}", path, timeline, file, stopping);
        });
    }

    private static Task<int> On(Uri running, byte[] file, string path, CancellationToken stopping)
    {
        var timeline = new Timeline(Console.Out, Timeline.WidthOfTerminal());
        return Ending(timeline, () => Walk(running, "", path, timeline, file, stopping));
    }

    private static async Task Walk(Uri platform, string where, string path, Timeline timeline, byte[] file, CancellationToken stopping)
    {
        timeline.Say($"{Path.GetFileName(path)} on {platform}{where}");
        timeline.Say();
        timeline.Head();
        using var walkthrough = new Walkthrough(platform, timeline, file, UblInvoiceReader.Read(file).Document, stopping);
        await walkthrough.Run();
    }

    private static async Task<int> Ending(Timeline timeline, Func<Task> run)
    {
        try
        {
            await run();
            return Financed;
        }
        catch (ForbiddenByRuleException forbidden)
        {
            timeline.Say();
            timeline.Say($"This invoice cannot be financed. Rule {forbidden.Message}");
            return Forbidden;
        }
        catch (Exception failed) when (failed is not (OperationCanceledException or DataFolderInUseException))
        {
            await Console.Error.WriteLineAsync($"Step '{timeline.Current}' failed: {failed.Message}");
            return Failed;
        }
    }
}
