using SupplyFinance.Contracts;
using SupplyFinance.Testing;

namespace SupplyFinance.EndToEnd.Tests;

/// <summary>The host is killed between publish and consume, once at every hand-over of a deal that there is, restarted on the same data folder
/// each time, and must come to the same end as if nothing had happened.</summary>
public sealed class HandOverKillTests
{
    /// <summary>More than there are messages times receivers: a walkthrough that gets no further must not run for ever.</summary>
    private const int MostKills = 300;

    [Fact]
    public async Task A_walkthrough_killed_between_publish_and_consume_at_every_step_ends_with_every_effect_exactly_once()
    {
        using var folder = new TemporaryFolder();
        using var reached = new TemporaryFolder();
        var environment = new Dictionary<string, string> { ["SF_TEST_KILL_BETWEEN"] = reached.Path };
        foreach (var copy in CopiesKilledAtOneOfThem) await File.WriteAllTextAsync(Path.Combine(reached.Path, copy), "");
        string[] Reached() => [.. Directory.EnumerateFiles(reached.Path).Select(file => Path.GetFileName(file)!)];
        var (exit, output) = (-1, "");
        for (var kills = 0; exit != 0; kills++)
        {
            Assert.True(kills < MostKills, $"No end after {kills} kills, {Reached().Length} hand-overs.");
            var before = Reached().Length;
            await using var process = StandaloneProcess.Start(["walkthrough", "--data", folder.Path], environment);
            (exit, output) = await process.End();
            Assert.True(exit == 0 || Reached().Length > before, output);
        }

        Aftermath.Check(folder.Path);
        TestContext.Current.SendDiagnosticMessage(
            "killed between publish and consume at {0} hand-overs", Reached().Length - CopiesKilledAtOneOfThem.Length);
        Assert.Superset(DealSteps.ToHashSet(), Reached().ToHashSet());
    }

    /// <summary>Copies that every service takes of organisations and people, by one piece of code: one of the six stands for all.</summary>
    private static readonly string[] CopiesKilledAtOneOfThem =
    [
        .. from type in (string[])[nameof(OrganisationChanged), nameof(PersonChanged), nameof(StateRequested)]
           from service in Routes.Receivers[type]
           where service != Routes.Invoice
           select $"{type}>{service}",
    ];

    /// <summary>The steps of a deal, in the order in which they come: whatever else is handed over, these must have been.</summary>
    private static readonly string[] DealSteps =
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
