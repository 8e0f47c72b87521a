using System.Diagnostics;
using System.Globalization;

namespace SupplyFinance.EndToEnd.Tests.ManyProcesses;

/// <summary>Ten deals at a time on a platform of many processes to which everything happens that happens to processes, lines and brokers. Whatever
/// was acknowledged is there in the end, once, and the bank's own record says the same.</summary>
public sealed class ProcessCrashTests
{
    /// <summary>Set to repeat a run that failed.</summary>
    private const string SeedVariable = "SF_TEST_SEED";

    /// <summary>How often every kind of fault happens: once in an ordinary run; set it higher for a long one.</summary>
    private const string RoundsVariable = "SF_TEST_FAULT_ROUNDS";

    private const int Count = 10;

    /// <summary>A step may meet several faults one after the other before it comes about.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Ten_deals_at_a_time_survive_the_loss_of_any_process_line_or_message()
    {
        var seed = Setting(SeedVariable) ?? Random.Shared.Next();
        var rounds = Setting(RoundsVariable) ?? 1;
        await using var platform = await Platforms.Prepare();
        await using var lines = Lines.Of(platform);
        await platform.StartAll();
        await using var tap = new MessageTap(platform.VirtualHost);
        await tap.Connect();
        var faults = new Faults(platform, lines, tap, seed);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        using var work = new Deals(platform.Address, Count, Patience);
        var deals = work.CarryOut(TestContext.Current.CancellationToken);
        var breaking = faults.Run(rounds, stopping.Token);
        await Task.WhenAny(deals, breaking);
        await stopping.CancelAsync();
        await breaking;
        var quiet = Stopwatch.StartNew();
        var failed = await deals;
        var account = await Account.Of(platform, Count);

        var report = string.Create(CultureInfo.InvariantCulture,
            $"{SeedVariable}={seed}: lost {account.Lost}, unexpected {account.Unexpected}, duplicated {account.Duplicated}, "
            + $"recovered {faults.Recovered} ({faults.Done}); all quiet {quiet.Elapsed.TotalSeconds:F0} s after the last fault");
        TestContext.Current.SendDiagnosticMessage(report);
        Assert.True(failed.Count == 0, $"{report}\n{string.Join('\n', failed)}\n{platform.Logs()}");
        Assert.True(account == new Account(0, 0, 0, ""), $"{report}\nstill waiting: {account.Waiting}\n{platform.Logs()}");
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
