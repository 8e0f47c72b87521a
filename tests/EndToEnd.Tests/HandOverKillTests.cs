using SupplyFinance.Testing;

namespace SupplyFinance.EndToEnd.Tests;

/// <summary>The host is killed between publish and consume at every hand-over of a deal, restarted on the same data folder each time, and must come
/// to the same end as if nothing had happened.</summary>
public sealed class HandOverKillTests
{
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
}
