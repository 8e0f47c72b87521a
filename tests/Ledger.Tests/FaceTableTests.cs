using System.Data.Common;
using Dapper;
using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Tests.Title;
using SupplyFinance.Testing;
using static SupplyFinance.Ledger.Tests.Title.Trade;

namespace SupplyFinance.Ledger.Tests;

/// <summary>The database keeps the invariants even where the rules would not.</summary>
public sealed class FaceTableTests : IAsyncLifetime
{
    private LedgerUnderTest _ledger = null!;

    public async ValueTask InitializeAsync()
    {
        _ledger = await LedgerUnderTest.Start();
        await _ledger.Service.Know(LedgerUnderTest.Operator.Viewer());
        await _ledger.Do(Trade.Issue(), Trade.Reduce(new LotReduction(Root, 100, Id(201))), Collect(Id(201)),
            Trade.Discharge(new LotDischarge(Id(201), 400, 400, Id(202))));
        await _ledger.Service.Database.Run(work => _ledger.Get<Sequencer>().Execute(
            Trade.Reinstate(new LotReinstatement(Id(201), 300, Id(203))), work));
    }

    public ValueTask DisposeAsync() => _ledger.DisposeAsync();

    [Fact]
    public async Task Every_line_is_what_the_entries_add_up_to()
    {
        Assert.Equal([new SupplyFinance.Ledger.Title.Conservation(Receivable, "CNY", 1000, 300, 800, 400, 100)],
            await _ledger.Service.Database.Read(FaceTable.All));
        Assert.Empty((await _ledger.Audit()).Findings);
        var sums = await (await _ledger.As(LedgerUnderTest.Auditor)).GetAsync("/api/ledger/conservation").Json();
        var root = sums.GetProperty("roots")[0];
        Assert.True(sums.GetProperty("holds").GetBoolean());
        Assert.Equal(["10.00", "3.00", "8.00", "4.00", "1.00"], ((string[])
            ["issued", "reinstated", "live", "discharged", "reduced"])
            .Select(name => root.GetProperty(name).GetProperty("amount").GetString()));
    }

    [Theory]
    [InlineData("update face_of_root set live = live + 1")]
    [InlineData("update face_of_root set issued = issued - 1, live = live - 2, discharged = discharged + 2")]
    [InlineData("update lot set reinstated = extinguished + 1")]
    [InlineData("update lot set reinstated = -1")]
    [InlineData("update lot set reduced = amount + 1")]
    [InlineData("update lot set extinguished = amount where reduced > 0")]
    [InlineData("insert into spend select lot_id, entry_index from spend")]
    [InlineData("insert into root_issue select * from root_issue")]
    public async Task The_database_refuses_what_breaks_an_invariant(string breach)
    {
        await using var connection = await _ledger.Service.Database.Open();
        await Assert.ThrowsAnyAsync<DbException>(() => connection.ExecuteAsync(breach));
    }
}
