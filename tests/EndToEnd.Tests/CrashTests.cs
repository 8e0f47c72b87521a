using SupplyFinance.Testing;

namespace SupplyFinance.EndToEnd.Tests;

/// <summary>The host is killed with kill -9, restarted on the same data folder, and must come to the same end as if nothing had happened.</summary>
public sealed class CrashTests
{
    /// <summary>Set to repeat a run that failed.</summary>
    private const string SeedVariable = "SF_TEST_SEED";

    /// <summary>Set to kill more, or fewer, walkthroughs than the twenty of an ordinary run.</summary>
    private const string CountVariable = "SF_TEST_KILLS";

    [Fact]
    public async Task Walkthroughs_killed_at_random_moments_end_with_every_effect_exactly_once()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), out var given) ? given : Random.Shared.Next();
        var count = int.TryParse(Environment.GetEnvironmentVariable(CountVariable), out var kills) ? kills : 20;
        TestContext.Current.SendDiagnosticMessage("crash test: {0}={1}, {2} walkthroughs", SeedVariable, seed, count);
        var random = new Random(seed);
        var (whole, killed) = (await LinesOfAWholeRun(), 0);
        for (var i = 0; i < count; i++)
        {
            using var folder = new TemporaryFolder();
            // Moments are spread over the run by its own progress, not by time, so that every part of it is hit on any machine.
            var (line, delay) = (random.Next(2, whole), random.Next(0, 300));
            await using (var first = StandaloneProcess.Start(["walkthrough", "--data", folder.Path]))
            {
                await Wait.Until($"line {line} of the walkthrough", () => first.Lines >= line || first.HasExited, TimeSpan.FromMinutes(2));
                await Task.Delay(delay, TestContext.Current.CancellationToken);
                if (!first.HasExited) killed++;
                await first.Kill();
            }

            var (exit, output) = await StandaloneProcess.Run("walkthrough", "--data", folder.Path);
            Assert.True(exit == 0, $"seed {seed}, walkthrough {i}, killed after line {line} + {delay} ms:\n{output}");
            Aftermath.Check(folder.Path);
        }

        TestContext.Current.SendDiagnosticMessage("crash test: seed {0}, killed {1} of {2}, lost 0, doubled 0", seed, killed, count);
        Assert.True(killed > 0, "No walkthrough was killed before it was over.");
    }

    [Fact]
    public async Task A_walkthrough_killed_between_publish_and_consume_at_every_step_ends_with_every_effect_exactly_once()
    {
        using var folder = new TemporaryFolder();
        using var markers = new TemporaryFolder();
        var points = 0;
        foreach (var point in CrashPoints)
        {
            var marker = Path.Combine(markers.Path, point.Replace('>', '-'));
            await using var process = StandaloneProcess.Start(["walkthrough", "--data", folder.Path], new Dictionary<string, string>
            {
                ["SF_TEST_KILL_BEFORE"] = point,
                ["SF_TEST_KILL_MARKER"] = marker,
            });
            var (exit, output) = await process.End();
            Assert.True(File.Exists(marker), $"{point} was never reached:\n{output}");
            Assert.True(exit != 0, $"The process survived {point}.");
            points++;
        }

        var (last, said) = await StandaloneProcess.Run("walkthrough", "--data", folder.Path);
        Assert.True(last == 0, said);
        Aftermath.Check(folder.Path);
        TestContext.Current.SendDiagnosticMessage("killed between publish and consume at {0} points", points);
    }

    /// <summary>Every hand-over of a deal, in the order in which they come.</summary>
    private static readonly string[] CrashPoints =
    [
        "OrganisationChanged>invoice",
        "InvoiceChanged>receivable",
        "InvoiceChanged>factoring",
        "ReceivableChanged>factoring",
        "Disclosed>invoice",
        "IssueLot>ledger",
        "InstructionExecuted>receivable",
        "LotChanged>factoring",
        "LotChanged>bank-settlement",
        "LockLots>ledger",
        "InstructionExecuted>factoring",
        "CloseAuction>factoring",
        "ClaimInvoices>invoice",
        "InvoicesClaimed>factoring",
        "InstructPayment>bank-settlement",
        "PaymentSettled>factoring",
        "TransferLots>ledger",
        "DealChanged>bank-settlement",
        "TurnCollection>bank-settlement",
        "DischargeLots>ledger",
        "CollectionChanged>receivable",
    ];

    private static async Task<int> LinesOfAWholeRun()
    {
        var (exit, output) = await StandaloneProcess.Run("walkthrough");
        Assert.True(exit == 0, output);
        return output.Split('\n').Length;
    }
}
