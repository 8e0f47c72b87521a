using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Tests.Title;
using SupplyFinance.Testing;
using static SupplyFinance.Ledger.Tests.Title.Trade;

namespace SupplyFinance.Ledger.Tests;

public sealed class PledgeExpiryTests : IAsyncLifetime
{
    private LedgerUnderTest _ledger = null!;

    public async ValueTask InitializeAsync()
    {
        _ledger = await LedgerUnderTest.Start();
        await _ledger.Service.Know(LedgerUnderTest.Operator.Viewer());
        await _ledger.Do(Trade.Issue());
    }

    public ValueTask DisposeAsync() => _ledger.DisposeAsync();

    [Fact]
    public async Task A_pledge_is_ended_by_an_entry_of_the_sequencer_found_on_its_schedule()
    {
        await _ledger.Do(PledgeTo(Bank, Root) with { Until = _ledger.Service.Clocks.Now.AddMilliseconds(200) });
        var ended = await Wait.For("the expiry's entry", _ledger.Service.Sent<InstructionExecuted>,
            sent => sent.Any(e => e.Operation == LedgerOperations.Expire));
        Assert.Equal(Root, ended.Single(e => e.Operation == LedgerOperations.Expire).Lots.Single().LotId);
        Assert.Null((await Lot()).LockPurpose);
        Assert.Empty((await _ledger.Audit()).Findings);
        Assert.IsType<InstructionExecuted>(await _ledger.Do(Auction(Root)));
    }

    [Fact]
    public async Task No_reader_and_no_early_look_ends_it()
    {
        await _ledger.Do(PledgeTo(Bank, Root) with { Until = _ledger.Service.Clocks.Now.AddHours(1) });
        await _ledger.Service.Deliver(new ExpirePledges());
        await (await _ledger.As(LedgerUnderTest.Supplier)).GetAsync($"/api/ledger/lots/{Root}").Json();
        Assert.Equal(LockPurposes.Pledge, (await Lot()).LockPurpose);
        Assert.Equal(3, (await _ledger.Audit()).Size);
    }

    [Fact]
    public async Task What_was_cut_from_a_pledged_lot_expires_with_it_and_the_frozen_part_when_it_is_lifted()
    {
        await _ledger.Do(PledgeTo(Bank, Root) with { Until = _ledger.Service.Clocks.Now.AddMilliseconds(200) });
        await Give(Assign([Root], Out(201, Supplier, 300), Out(202, Stranger, 700)));
        await Give(Freeze(Id(202)));
        await Wait.For("the free part's expiry", _ledger.Service.Sent<InstructionExecuted>,
            sent => sent.Any(e => e.Operation == LedgerOperations.Expire && e.Lots.Single().LotId == Id(201)));
        Assert.DoesNotContain(await _ledger.Service.Sent<InstructionExecuted>(),
            e => e.Operation == LedgerOperations.Expire && e.Lots.Any(lot => lot.LotId == Id(202)));
        await Give(Unfreeze(Id(202)));
        await Wait.For("the lifted part's expiry", _ledger.Service.Sent<InstructionExecuted>,
            sent => sent.Any(e => e.Operation == LedgerOperations.Expire && e.Lots.Single().LotId == Id(202)));
        Assert.Empty((await _ledger.Audit()).Findings);
    }

    private Task Give(ILedgerInstruction command) => _ledger.Service.Database.Run(async work =>
        Assert.IsType<InstructionExecuted>(await _ledger.Get<Sequencer>().Execute(command, work)));

    private async Task<LotChanged> Lot() => (await _ledger.Service.Sent<LotChanged>()).Last(lot => lot.Id == Root);
}
