using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Title;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Ledger;

/// <summary>Looks for pledges whose time has come; scheduled for the instant at which one ends, in the transaction that
/// took it.</summary>
public sealed record ExpirePledges : ICommand;

/// <summary>Ends pledges by entries of their own. Ledger times are the system clock's; a reader never ends a lock.</summary>
public static class PledgeExpiry
{
    public static async Task Handle(ExpirePledges message, UnitOfWork work, Sequencer sequencer)
    {
        await Sequencer.Lead(work);
        var lots = await LotTable.WithPledgePast(work, work.Now, Register.MaxLots);
        foreach (var pledge in lots.GroupBy(lot => (lot.Lock, lot.DebtorId, lot.Currency)))
        {
            await sequencer.Execute(
                new ExpireLocks(
                    Guid.CreateVersion7(), [.. pledge.Select(lot => lot.Id)], pledge.Key.Lock!.Reference,
                    [Signer.Service(work.Service)]),
                work);
        }

        if (lots.Count == Register.MaxLots) work.Send(message);
    }

    /// <summary>Leaves the look in the outbox for every pledge that ends by time and is new or thawed. A lot that was cut
    /// from one keeps the pledge and is found by the look that its ancestor left.</summary>
    public static void Schedule(UnitOfWork work, Effects effects)
    {
        if (effects.Type is not (EntryType.Lock or EntryType.Unfreeze)) return;
        var ends = effects.Touched.Select(lot => lot.Lock)
            .Where(held => held is { Purpose: LockPurposes.Pledge, Until: not null })
            .Select(held => held!.Until!.Value).Distinct();
        foreach (var until in ends) work.Schedule(new ExpirePledges(), until, ClockKind.System);
    }
}
