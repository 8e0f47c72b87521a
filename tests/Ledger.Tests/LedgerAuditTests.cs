using Dapper;
using SupplyFinance.Ledger.Tests.Title;
using static SupplyFinance.Ledger.Tests.Title.Trade;

namespace SupplyFinance.Ledger.Tests;

public sealed class LedgerAuditTests : IAsyncLifetime
{
    private LedgerUnderTest _ledger = null!;

    public async ValueTask InitializeAsync()
    {
        _ledger = await LedgerUnderTest.Start();
        await _ledger.Do(
            Trade.Issue(), Trade.Transfer([Root], [Out(201, Bank, 400), Out(202, Supplier, 600)], By(Supplier)),
            Auction(Id(202)));
    }

    public ValueTask DisposeAsync() => _ledger.DisposeAsync();

    [Fact]
    public async Task An_honest_ledger_has_no_findings() => Assert.Empty((await _ledger.Audit()).Findings);

    [Theory]
    [InlineData("update lot set amount = 401 where amount = 400", "is not as its entries leave it")]
    [InlineData("update lot set lock_owner = 'service:other' where lock_owner is not null",
        "is not as its entries leave it")]
    [InlineData("update lot set state = 'live' where state = 'consumed'", "is not as its entries leave it")]
    [InlineData("delete from lot where amount = 400", "The register has 2 lots, its entries 3")]
    [InlineData("delete from lot_parent", "is not as its entries leave it")]
    [InlineData("delete from spend", "0 rows of spend, 1 in the entries")]
    [InlineData("delete from instruction where entry_index = 1", "2 rows of instruction")]
    [InlineData("delete from log_entry where entry_index = 1", "Entry 1")]
    [InlineData("delete from tree_node where id = 0", "subtrees too few")]
    [InlineData("update log_entry set salt = instruction where entry_index = 2", "Entry 2: another instruction")]
    [InlineData("update opened_lot set body = salt", "does not hold the lots")]
    public async Task Whatever_is_changed_behind_its_back_is_found(string tampering, string finding)
    {
        await using (var connection = await _ledger.Service.Database.Open()) await connection.ExecuteAsync(tampering);
        var report = await _ledger.Audit();
        Assert.False(report.Holds);
        Assert.Contains(report.Findings, found => found.Contains(finding, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_log_cut_short_is_found_by_what_was_signed()
    {
        await (await _ledger.As(LedgerUnderTest.Auditor)).GetStringAsync("/api/ledger/checkpoint");
        await using (var connection = await _ledger.Service.Database.Open())
        {
            await connection.ExecuteAsync("delete from log_entry where entry_index = 2");
            await connection.ExecuteAsync("delete from instruction where entry_index = 2");
        }

        Assert.Contains("What was signed at size 3 is not what the log holds.", (await _ledger.Audit()).Findings);
    }
}
