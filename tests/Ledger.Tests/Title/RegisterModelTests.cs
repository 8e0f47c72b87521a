using FsCheck;
using FsCheck.Fluent;
using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Title;

namespace SupplyFinance.Ledger.Tests.Title;

/// <summary>Random histories, good and bad instructions mixed, against a model that knows nothing of the register's
/// code.</summary>
public class RegisterModelTests
{
    private const int Organisations = 4;

    private sealed record Held(Guid Root, Guid Holder, long Amount, string? Owner, Guid? Beneficiary, string? Purpose);

    /// <summary>Who holds how much under which lock, as plain bookkeeping; checks every accepted entry against the
    /// invariants.</summary>
    private sealed class Model
    {
        private readonly Dictionary<Guid, Held> _live = [];
        private readonly Dictionary<Guid, decimal> _issued = [];
        private readonly Dictionary<Guid, decimal> _discharged = [];
        private readonly HashSet<Guid> _ever = [];

        public void Accept(ICommand command, Effects effects)
        {
            var signers = Instruction.Of(command).Signers();
            foreach (var lot in effects.Consumed.Concat(effects.Touched))
            {
                Assert.True(_live.TryGetValue(lot.Id, out var held), "consumed or touched without living");
                if (held.Owner is { } owner) Assert.Contains(owner, signers);
                else if (!Collects(command)) Assert.Contains($"org:{held.Holder:D}", signers);
                if (command is TransferLots && held.Owner is not null)
                    Assert.All(effects.Created, output => Assert.Equal(held.Beneficiary, output.HolderId));
                if (command is DischargeLots) Assert.Equal("collection", held.Purpose);
            }

            if (command is TransferLots)
                Assert.Equal(effects.Consumed.Sum(lot => (decimal)lot.Amount),
                    effects.Created.Sum(lot => (decimal)lot.Amount));
            foreach (var lot in effects.Consumed) Assert.True(_live.Remove(lot.Id), "consumed twice");
            foreach (var lot in effects.Created)
            {
                Assert.True(_ever.Add(lot.Id), "created twice");
                Assert.True(lot.Amount > 0);
                Assert.All(lot.ParentIds, parent => Assert.Contains(parent, effects.Consumed.Select(c => c.Id)));
                if (command is not IssueLot) Assert.NotEmpty(lot.ParentIds);
            }

            foreach (var lot in effects.Created.Concat(effects.Touched))
                _live[lot.Id] = new Held(lot.ReceivableId, lot.HolderId, lot.Amount, lot.Lock?.Owner,
                    lot.Lock?.BeneficiaryId, lot.Lock?.Purpose);
            if (command is IssueLot issue)
                Assert.True(_issued.TryAdd(issue.ReceivableId, issue.Amount), "issued twice");
            foreach (var lot in command is DischargeLots ? effects.Consumed : [])
            {
                var face = ((DischargeLots)command).Discharges.Single(d => d.LotId == lot.Id).FaceExtinguished;
                _discharged[lot.ReceivableId] = _discharged.GetValueOrDefault(lot.ReceivableId) + face;
            }
        }

        public void Check(TestRegister register)
        {
            var live = _live.Values.ToLookup(lot => lot.Root, lot => (decimal)lot.Amount);
            foreach (var (root, issued) in _issued)
                Assert.Equal(issued, live[root].Sum() + _discharged.GetValueOrDefault(root));
            Assert.True(Conservation.Of(register.Lots.Values).All(line => line.Holds));
            Assert.Equal(_live.Count, register.Lots.Values.Count(lot => lot.State == LotStates.Live));
            Assert.True(_live.All(lot => register[lot.Key] is { State: LotStates.Live } kept
                && (kept.HolderId, kept.Amount) == (lot.Value.Holder, lot.Value.Amount)));
        }

        private static bool Collects(ICommand command) => command is LockLots { Purpose: LockPurposes.Collection };
    }

    [Fact]
    public void Every_random_history_keeps_every_invariant_after_every_prefix() => Prop.ForAll(Histories(), steps =>
    {
        var (register, model) = (new TestRegister(), new Model());
        foreach (var step in steps)
        {
            var command = Command(register, step);
            if (register.Do(command) is Effects effects) model.Accept(command, effects);
            model.Check(register);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void State_is_the_fold_of_the_entries_with_their_openings_for_every_prefix() =>
        Prop.ForAll(Histories(), steps =>
    {
        var register = new TestRegister();
        var states = new List<Dictionary<Guid, Lot>>();
        foreach (var step in steps)
        {
            if (register.Do(Command(register, step)) is Effects) states.Add(register.Lots.ToDictionary());
        }

        var (replay, structure) = (new SupplyFinance.Ledger.Title.Replay(TestRegister.Origin), new Structure());
        for (var i = 0; i < register.Log.Count; i++)
        {
            Assert.Null(structure.Apply(register.Log[i].Bytes));
            Assert.Null(replay.Apply(register.Log[i].Bytes, register.Log[i].Opening));
            Assert.Equal(states[i].Count, replay.Lots.Count);
            Assert.True(states[i].Values.All(lot => Same(lot, replay.Lots[lot.Id])), $"after entry {i}");
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Lineage_is_acyclic_and_ends_at_the_issue() => Prop.ForAll(Histories(), steps =>
    {
        var register = new TestRegister();
        foreach (var step in steps) register.Do(Command(register, step));
        foreach (var lot in register.Lots.Values)
        {
            Assert.All(lot.ParentIds, parent => Assert.True(register[parent].CreatedByEntry < lot.CreatedByEntry));
            Assert.All(lot.ParentIds, parent =>
                Assert.Equal((lot.ReceivableId, lot.DebtorId, lot.DueDate), Of(register[parent])));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_random_histories_reach_every_operation()
    {
        var register = new TestRegister();
        var seen = new HashSet<EntryType>();
        foreach (var step in Histories().Generator.Sample(200, 300).SelectMany(steps => steps))
        {
            if (register.Do(Command(register, step)) is Effects effects) seen.Add(effects.Type);
        }

        Assert.Equal(Enum.GetValues<EntryType>().Order(), seen.Order());
    }

    private static bool Same(Lot a, Lot b) =>
        a.ParentIds.SequenceEqual(b.ParentIds) && a with { ParentIds = b.ParentIds } == b;

    private static (Guid, Guid, DateOnly) Of(Lot lot) => (lot.ReceivableId, lot.DebtorId, lot.DueDate);

    private static Arbitrary<int[][]> Histories() =>
        Gen.Choose(0, 1 << 20).ArrayOf(8).NonEmptyListOf().Select(l => l.ToArray()).ToArbitrary();

    // Eight numbers make an instruction over what exists, right about as often as wrong.
    private static ICommand Command(TestRegister register, int[] n)
    {
        var known = register.Lots.Values.OrderBy(lot => lot.CreatedByEntry).ThenBy(lot => lot.Id).ToArray();
        var live = known.Where(lot => lot.State == LotStates.Live).ToArray();
        var pool = n[7] % 8 == 0 || live.Length == 0 ? known : live;
        var first = pool.Length == 0 ? null : pool[n[1] % pool.Length];
        var second = pool.Length == 0 ? null : pool[n[2] % pool.Length];
        Guid[] lots = first is null ? [Guid.NewGuid()] : n[6] % 4 == 0 ? [first.Id, second!.Id] : [first.Id];
        var amount = first?.Amount ?? 10;
        var total = amount + (lots.Length > 1 ? second!.Amount : 0);
        var organisation = Trade.Id(10 + (n[3] % Organisations));
        var signer = n[4] % 3 == 0 ? Trade.By(organisation) : Trade.By(first?.HolderId ?? organisation);
        var owner = first?.Lock is { } held && n[4] % 4 != 0 ? new Signer(held.Owner, null, null) : Trade.Factoring;
        var reference = first?.Lock?.Reference ?? Trade.Id(50 + (n[3] % 5));
        var part = 1 + (n[5] % Math.Max(1, (int)Math.Min(amount, 1000)));
        var face = n[5] % 3 == 0 ? amount : part;
        return (n[0] % 8) switch
        {
            0 => Trade.Issue(Fresh(), Trade.Id(500 + (n[1] % 40)), 1 + (n[2] % 2000), n[6] % 5 == 0 ? "USD" : "CNY",
                Trade.Debtor) with
            {
                HolderId = organisation,
            },
            1 => Trade.Transfer(lots, Split(total, part, organisation), signer),
            2 => Trade.Transfer(lots, [new LotOutput(Fresh(), first?.Lock?.BeneficiaryId ?? organisation, total)],
                owner, reference),
            3 => Trade.Auction(lots) with { Reference = Trade.Id(50 + (n[5] % 5)), SignedBy = [signer] },
            4 => Trade.TurnIntoDeal(lots) with
            {
                PriorReference = reference, Reference = Fresh(), BeneficiaryId = organisation, SignedBy = [owner],
            },
            5 => Trade.Collect(lots) with { Reference = first?.ReceivableId ?? reference },
            6 => Trade.Release(reference, owner, lots),
            _ => Trade.Discharge([.. lots.Select(id => new LotDischarge(id, face, face, Fresh()))]) with
            {
                LockReference = reference, SignedBy = [owner],
            },
        };
    }

    private static LotOutput[] Split(long total, long part, Guid to) => total > part
        ? [new LotOutput(Fresh(), to, part), new LotOutput(Fresh(), to, total - part)]
        : [new LotOutput(Fresh(), to, total)];

    private static Guid Fresh() => Trade.NewInstruction();
}
