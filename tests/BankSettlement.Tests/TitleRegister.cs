using System.Collections.Concurrent;
using SupplyFinance.Contracts;

namespace SupplyFinance.BankSettlement.Tests;

/// <summary>Answers lock and discharge commands by the ledger's rules, one entry each, and tells of every lot it
/// touches.</summary>
internal sealed class TitleRegister(Settlement settlement)
{
    private readonly ConcurrentDictionary<Guid, LotChanged> _lots = new();
    private readonly HashSet<Guid> _done = [];
    private long _entry;

    public IReadOnlyList<LotChanged> Lots => [.. _lots.Values.OrderBy(x => x.CreatedByEntry).ThenBy(x => x.Id)];

    public IReadOnlyList<LotChanged> Live => [.. Lots.Where(x => x.State == LotStates.Live)];

    /// <summary>A live lot, told to the service.</summary>
    public async Task<LotChanged> Issue(
        ReceivableChanged receivable, Guid holder, long amount, Guid? parent = null, string? lockedFor = null)
    {
        var lot = new LotChanged(
            Guid.CreateVersion7(), 1, receivable.Id, receivable.DebtorId, holder, receivable.Currency, amount,
            receivable.DueDate,
            LotStates.Live, lockedFor, lockedFor is null
            ? null : "service:factoring", lockedFor is null ? null : Guid.CreateVersion7(), null,
            parent is { } p ? [p] : [], ++_entry, _entry);
        await Tell(lot);
        return lot;
    }

    /// <summary>A locked lot becomes free, or is consumed by its deal and becomes the financier's.</summary>
    public Task Free(LotChanged lot) => Tell(lot with
    {
        Version = lot.Version + 1, LockPurpose = null, LockOwner = null, LockReference = null, LastEntry = ++_entry,
    });

    /// <summary>Consumes a lot; the output keeps debtor and due date.</summary>
    public async Task<LotChanged> Transfer(LotChanged lot, Guid outputId, Guid holder, bool tellOutputFirst = false)
    {
        var entry = ++_entry;
        var consumed = lot
            with { Version = lot.Version + 1, State = LotStates.Consumed, LockPurpose = null, LastEntry = entry };
        var output = lot with
        {
            Id = outputId, Version = 1, HolderId = holder, LockPurpose = null, LockOwner = null, LockReference = null,
                ParentIds = [lot.Id],
            CreatedByEntry = entry, LastEntry = entry,
        };
        foreach (var told in tellOutputFirst ? new[] { output, consumed } : [consumed, output]) await Tell(told);
        return output;
    }

    /// <summary>Leaves a command that the test has answered itself.</summary>
    public void Ignore(Guid instructionId) => _done.Add(instructionId);

    /// <summary>Carries out every command sent since, until there is none.</summary>
    public async Task Settle()
    {
        while (true)
        {
            var locks = (await settlement.Service.Sent<LockLots>()).Where(x => _done.Add(x.InstructionId)).ToList();
            var discharges = (await settlement.Service.Sent<DischargeLots>()).Where(x => _done.Add(x.InstructionId))
                .ToList();
            if (locks.Count + discharges.Count == 0) return;
            foreach (var command in locks) await Lock(command);
            foreach (var command in discharges) await Discharge(command);
        }
    }

    private async Task Lock(LockLots command)
    {
        var lot = _lots[Assert.Single(command.LotIds)];
        if (lot is not { State: LotStates.Live, LockPurpose: null })
        {
            await settlement.Service.Deliver(
                new InstructionRefused(command.InstructionId, "lock", "lot-locked", "", null));
            return;
        }

        Assert.Equal((LockPurposes.Collection, "service:bank-settlement"), (command.Purpose, command.Owner));
        await Tell(lot with
        {
            Version = lot.Version + 1, LockPurpose = command.Purpose, LockOwner = command.Owner, LockReference =
                command.Reference,
            LastEntry = ++_entry,
        });
    }

    private async Task Discharge(DischargeLots command)
    {
        var entry = ++_entry;
        var snapshots = new List<LotSnapshot>();
        foreach (var part in command.Discharges)
        {
            var lot = _lots[part.LotId];
            Assert.Equal((LotStates.Live, LockPurposes.Collection), (lot.State, lot.LockPurpose));
            Assert.Equal(command.LockReference, lot.LockReference);
            Assert.InRange(part.FaceExtinguished, 1, lot.Amount);
            Assert.Equal(part.FaceExtinguished, part.AmountPaid);
            var gone = lot with { Version = lot.Version + 1, State = LotStates.Discharged, LastEntry = entry };
            await Tell(gone);
            snapshots.Add(Snapshot(gone));
            if (part.FaceExtinguished == lot.Amount) continue;
            var rest = lot with
            {
                Id = part.RestLotId, Version = 1, Amount = lot.Amount - part.FaceExtinguished, ParentIds = [lot.Id],
                    CreatedByEntry = entry,
                LastEntry = entry,
            };
            await Tell(rest);
            snapshots.Add(Snapshot(rest));
        }

        await settlement.Service.Deliver(new InstructionExecuted(
            command.InstructionId, "discharge", entry, DateTimeOffset.UnixEpoch,
            [.. command.Discharges.Select(x => x.LotId)],
            [.. snapshots], command.Discharges));
    }

    private static LotSnapshot Snapshot(LotChanged x) =>
        new(x.Id, x.ReceivableId, x.HolderId, x.Currency, x.Amount, x.State, x.ParentIds);

    private Task Tell(LotChanged lot)
    {
        _lots[lot.Id] = lot;
        return settlement.Service.Deliver(lot);
    }
}
