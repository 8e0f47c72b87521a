using FsCheck;
using FsCheck.Fluent;
using SupplyFinance.Ledger.Title;

namespace SupplyFinance.Ledger.Tests.Title;

/// <summary>The register's invariants over random histories.</summary>
public class RegisterModelTests
{
    [Fact]
    public void Every_random_history_keeps_every_invariant_after_every_prefix() =>
        Prop.ForAll(RegisterHistories.Any(), steps =>
    {
        var (register, model) = (new TestRegister(), new RegisterModel());
        foreach (var step in steps)
        {
            var command = RegisterHistories.Next(register, step);
            if (register.Do(command) is Effects effects) model.Accept(command, effects, register.At);
            model.Check(register);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_long_history_of_every_operation_keeps_every_invariant()
    {
        var (register, model) = (new TestRegister(), new RegisterModel());
        var seen = new HashSet<EntryType>();
        var sums = new Dictionary<(Guid, string), Conservation>();
        foreach (var step in RegisterHistories.Any().Generator.Sample(100, 60).SelectMany(steps => steps))
        {
            var command = RegisterHistories.Next(register, step);
            if (register.Do(command) is not Effects effects) continue;
            model.Accept(command, effects, register.At);
            model.Check(register);
            seen.Add(effects.Type);
            foreach (var change in Conservation.Change(effects)) Add(sums, change);
        }

        Assert.Equal(Enum.GetValues<EntryType>().Order(), seen.Order());
        Assert.Equal(Conservation.Of(register.Lots.Values),
            sums.Values.OrderBy(line => (line.ReceivableId, line.Currency)));
        Assert.Equal(register.Log.Count, Replayed(register).Size);
    }

    [Fact]
    public void State_is_the_fold_of_the_entries_with_their_openings_for_every_prefix() =>
        Prop.ForAll(RegisterHistories.Any(), steps =>
    {
        var register = new TestRegister();
        var states = new List<Dictionary<Guid, Lot>>();
        foreach (var step in steps)
        {
            if (register.Do(RegisterHistories.Next(register, step)) is Effects) states.Add(register.Lots.ToDictionary());
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
    public void Lineage_is_acyclic_and_ends_at_the_issue() => Prop.ForAll(RegisterHistories.Any(), steps =>
    {
        var register = new TestRegister();
        foreach (var step in steps) register.Do(RegisterHistories.Next(register, step));
        foreach (var lot in register.Lots.Values)
        {
            Assert.All(lot.ParentIds, parent => Assert.True(register[parent].CreatedByEntry < lot.CreatedByEntry));
            Assert.All(lot.ParentIds, parent =>
                Assert.Equal((lot.ReceivableId, lot.DebtorId, lot.DueDate), Of(register[parent])));
        }
    }).QuickCheckThrowOnFailure();

    private static SupplyFinance.Ledger.Title.Replay Replayed(TestRegister register)
    {
        var (replay, structure) = (new SupplyFinance.Ledger.Title.Replay(TestRegister.Origin), new Structure());
        foreach (var (bytes, opening) in register.Log)
        {
            Assert.Null(structure.Apply(bytes));
            Assert.Null(replay.Apply(bytes, opening));
        }

        return replay;
    }

    private static void Add(Dictionary<(Guid, string), Conservation> sums, Conservation change)
    {
        var key = (change.ReceivableId, change.Currency);
        sums[key] = sums.TryGetValue(key, out var line) ? line.Plus(change) : change;
    }

    private static bool Same(Lot a, Lot b) =>
        a.ParentIds.SequenceEqual(b.ParentIds) && a with { ParentIds = b.ParentIds } == b;

    private static (Guid, Guid, DateOnly) Of(Lot lot) => (lot.ReceivableId, lot.DebtorId, lot.DueDate);
}
