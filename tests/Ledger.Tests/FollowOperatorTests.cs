using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Title;
using SupplyFinance.Testing;

namespace SupplyFinance.Ledger.Tests;

public sealed class FollowOperatorTests : IAsyncLifetime
{
    private LedgerUnderTest _ledger = null!;

    public async ValueTask InitializeAsync() => _ledger = await LedgerUnderTest.Start();

    public ValueTask DisposeAsync() => _ledger.DisposeAsync();

    [Fact]
    public async Task The_first_admitted_operator_is_named_by_an_entry_and_no_later_one()
    {
        await _ledger.Service.Deliver(LedgerUnderTest.Operator.Changed(status: OrganisationStatuses.Applied));
        await _ledger.Service.Deliver(LedgerUnderTest.Debtor.Changed());
        Assert.Equal(0, (await _ledger.Audit()).Size);
        await _ledger.Service.Deliver(LedgerUnderTest.Operator.Changed(2));
        await _ledger.Service.Deliver(LedgerUnderTest.Operator.Changed(3));
        await _ledger.Service.Deliver(TestOrganisation.Operator().Changed());
        var named = Assert.Single(await _ledger.Service.Sent<InstructionExecuted>());
        Assert.Equal((LedgerOperations.NameOperator, 0L), (named.Operation, named.EntryIndex));
        Assert.Equal(LedgerUnderTest.Operator.Id, await _ledger.Service.Database.Read(PowersTable.Operator));
        Assert.Empty((await _ledger.Audit()).Findings);
    }

    [Fact]
    public async Task Everybody_may_read_whom_the_log_named()
    {
        await _ledger.Service.Know(LedgerUnderTest.Operator.Viewer());
        var entry = await (await _ledger.As(LedgerUnderTest.Stranger)).GetAsync("/api/ledger/entries/0").Json();
        Assert.Equal("name-operator", entry.GetProperty("type").GetString());
        Assert.Equal(LedgerUnderTest.Operator.Id, entry.GetProperty("instruction").GetProperty("readable")
            .GetProperty("instruction").GetProperty("operatorId").GetGuid());
        Assert.True(EntryCodec.TryDecode(entry.GetProperty("entry").GetBytesFromBase64(), out var read));
        Assert.Equal($"org:{LedgerUnderTest.Operator.Id:D}", read!.LockOwner);
    }
}
