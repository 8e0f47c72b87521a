using SupplyFinance.Testing;

namespace SupplyFinance.EndToEnd.Tests;

/// <summary>The host is killed with kill -9, restarted on the same data folder, and must come to the same end as if nothing had happened.</summary>
public sealed class RandomKillTests
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

    private static async Task<int> LinesOfAWholeRun()
    {
        var (exit, output) = await StandaloneProcess.Run("walkthrough");
        Assert.True(exit == 0, output);
        return output.Split('\n').Length;
    }
}
