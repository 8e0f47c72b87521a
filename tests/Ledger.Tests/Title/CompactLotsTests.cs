using FsCheck.Xunit;
using SupplyFinance.Ledger.Title;

namespace SupplyFinance.Ledger.Tests.Title;

public class CompactLotsTests
{
    /// <summary>An audit of ten million lots is to fit an ordinary machine.</summary>
    private const long BytesPerLot = 32;

    [Property]
    public void It_remembers_what_a_dictionary_remembers((Guid Id, byte Number)[] writes)
    {
        var (compact, model) = (new CompactLots(), new Dictionary<Guid, int>());
        foreach (var (id, number) in writes) compact[id] = model[id] = number + 1;
        Assert.Equal(model.Count, compact.Count);
        Assert.All(model, pair => Assert.Equal(pair.Value, compact[pair.Key]));
        Assert.Equal(model.OrderBy(pair => pair.Key), compact.All().OrderBy(pair => pair.Key));
        Assert.Equal(0, compact[Guid.NewGuid()]);
    }

    [Fact]
    public void A_million_ids_that_follow_each_other_take_little_memory_and_are_all_found()
    {
        const int Many = 1_000_000;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var compact = new CompactLots();
        for (var i = 0; i < Many; i++) compact[Trade.Id(i)] = (i % 3) + 1;
        var taken = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.Equal(Many, compact.Count);
        for (var i = 0; i < Many; i++) Assert.Equal((i % 3) + 1, compact[Trade.Id(i)]);
        Assert.InRange(taken / Many, 20, BytesPerLot);
    }
}
