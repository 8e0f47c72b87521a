using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Tests.Title;
using SupplyFinance.Ledger.Title;
using SupplyFinance.Testing;
using static SupplyFinance.Ledger.Tests.Title.Trade;

namespace SupplyFinance.Ledger.Tests;

public sealed class SequencerTests : IAsyncLifetime
{
    private LedgerUnderTest _ledger = null!;

    public async ValueTask InitializeAsync() => _ledger = await LedgerUnderTest.Start();

    public ValueTask DisposeAsync() => _ledger.DisposeAsync();

    [Fact]
    public async Task A_financing_goes_from_issue_to_discharge_with_one_entry_each()
    {
        ILedgerInstruction[] story =
        [
            Trade.Issue(), Auction(Root), TurnIntoDeal(Root),
            Trade.Transfer([Root], [Out(201, Bank, 1000)], Factoring, Deal), Collect(Id(201)),
            Trade.Discharge(new LotDischarge(Id(201), 600, 600, Id(202))),
            Trade.Discharge(new LotDischarge(Id(202), 400, 400, Id(203))),
        ];
        for (var i = 0; i < story.Length; i++)
            Assert.Equal(i, Assert.IsType<InstructionExecuted>(await _ledger.Do(story[i])).EntryIndex);
        var last = Assert.IsType<InstructionExecuted>((await _ledger.Answers(Instruction.Of(story[^1]).Id))[0]);
        Assert.Equal((LedgerOperations.Discharge, Id(202)), (last.Operation, last.ConsumedLotIds.Single()));
        Assert.Equal(LotStates.Discharged, last.Lots.Single().State);
        Assert.Equal(400, last.Discharges.Single().FaceExtinguished);
        var report = await _ledger.Audit();
        Assert.Empty(report.Findings);
        Assert.Equal((true, 7L, 3), (report.Holds, report.Size, report.Lots));
    }

    [Fact]
    public async Task Every_touched_lot_is_published_with_versions_1_2_3()
    {
        await _ledger.Do(Trade.Issue(), Auction(Root), TurnIntoDeal(Root),
            Trade.Transfer([Root], [Out(201, Bank, 1000)], Factoring, Deal));
        var states = (await _ledger.Service.Sent<LotChanged>()).Where(lot => lot.Id == Root).ToArray();
        Assert.Equal([1, 2, 3, 4], states.Select(lot => lot.Version));
        Assert.Equal([null, LockPurposes.Auction, LockPurposes.Deal, null], states.Select(lot => lot.LockPurpose));
        Assert.Equal([0, 1, 2, 3], states.Select(lot => lot.LastEntry));
        Assert.Equal(LotStates.Consumed, states[^1].State);
        var child = Assert.Single(await _ledger.Service.Sent<LotChanged>(), lot => lot.Id == Id(201));
        Assert.Equal((Bank, LotStates.Live, 3L), (child.HolderId, child.State, child.CreatedByEntry));
        Assert.Equal([Root], child.ParentIds);
    }

    [Fact]
    public async Task An_issue_in_a_currency_that_does_not_exist_is_refused()
    {
        var refusal = Assert.IsType<InstructionRefused>(await _ledger.Do(Trade.Issue(currency: "XXY")));
        Assert.Equal(RefusalCodes.UnknownCurrency, refusal.Reason);
    }

    [Fact]
    public async Task One_instruction_delivered_many_times_at_once_is_one_entry_and_as_many_equal_answers()
    {
        var issue = Trade.Issue();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => _ledger.Service.Deliver(issue))));
        var answers = await _ledger.Answers(issue.InstructionId);
        Assert.Equal(12, answers.Count);
        Assert.All(answers, answer => Assert.Equivalent(answers[0], answer, strict: true));
        Assert.Equal(1, (await _ledger.Audit()).Size);
    }

    [Fact]
    public async Task A_retried_instruction_gets_the_same_answer_again_and_changes_nothing()
    {
        var issue = Trade.Issue();
        await _ledger.Do(issue, issue, issue);
        var answers = await _ledger.Answers(issue.InstructionId);
        Assert.Equal(3, answers.Count);
        Assert.All(answers, answer => Assert.Equivalent(answers[0], answer, strict: true));
        var refused = Auction(Root) with { SignedBy = [Factoring] };
        await _ledger.Do(refused, Auction(Root), refused);
        var refusals = await _ledger.Answers(refused.InstructionId);
        Assert.Equal([RefusalCodes.WrongSigner, RefusalCodes.WrongSigner],
            refusals.Cast<InstructionRefused>().Select(r => r.Reason));
        Assert.Equal(2, (await _ledger.Audit()).Size);
    }

    [Fact]
    public async Task An_instruction_id_is_not_used_for_other_content()
    {
        var issue = Trade.Issue();
        var refusal = Assert.IsType<InstructionRefused>(await _ledger.Do(issue, issue with { Amount = 2000 }));
        Assert.Equal((RefusalCodes.InstructionReused, 0L), (refusal.Reason, refusal.ConflictingEntry));
        Assert.Equal(1000, (await _ledger.Service.Sent<LotChanged>()).Single().Amount);
    }

    [Fact]
    public async Task A_lock_whose_release_overtook_it_is_never_taken()
    {
        await _ledger.Do(Trade.Issue(), Auction(Root));
        Assert.Equal(RefusalCodes.LotLocked,
            Assert.IsType<InstructionRefused>(await _ledger.Do(Trade.Release(Deal, Factoring, Root))).Reason);
        Assert.Equal(RefusalCodes.LockCancelled,
            Assert.IsType<InstructionRefused>(await _ledger.Do(TurnIntoDeal(Root))).Reason);
        Assert.IsType<InstructionExecuted>(await _ledger.Do(Trade.Release(Request, Factoring, Root)));
    }

    [Fact]
    public async Task Of_two_hundred_transfers_of_one_lot_at_once_one_wins_and_the_others_learn_its_entry()
    {
        await _ledger.Do(Trade.Issue());
        TransferLots[] rivals =
            [.. Enumerable.Range(0, 200)
            .Select(i => Trade.Transfer([Root], [Out(1000 + i, Id(10 + i), 1000)], By(Supplier)))];
        await Task.WhenAll(rivals.Select(rival => Task.Run(() => _ledger.Service.Deliver(rival))));
        await _ledger.Service.Drained();
        var executed = (await _ledger.Service.Sent<InstructionExecuted>())
            .Where(e => e.Operation == LedgerOperations.Transfer).ToArray();
        var refused = await _ledger.Service.Sent<InstructionRefused>();
        Assert.Equal(1, Assert.Single(executed).EntryIndex);
        Assert.Equal(199, refused.Count);
        Assert.All(refused, refusal =>
            Assert.Equal((RefusalCodes.LotConsumed, 1L), (refusal.Reason, refusal.ConflictingEntry)));
        Assert.Equal((true, 2L, 2), await Summary());
    }

    [Fact]
    public async Task Two_hundred_lots_moved_at_once_all_move_in_one_serial_order()
    {
        LotOutput[] parts = [.. Enumerable.Range(0, 200).Select(i => Out(1000 + i, Supplier, 5))];
        await _ledger.Do(Trade.Issue(), Trade.Transfer([Root], parts, By(Supplier)));
        var moves = parts.Select((part, i) => Trade.Transfer([part.LotId], [Out(2000 + i, Bank, 5)], By(Supplier)));
        await Task.WhenAll(moves.Select(move => Task.Run(() => _ledger.Service.Deliver(move))));
        await _ledger.Service.Drained();
        var indexes = (await _ledger.Service.Sent<InstructionExecuted>()).Select(e => e.EntryIndex).Order();
        Assert.Equal(Enumerable.Range(0, 202).Select(i => (long)i), indexes);
        Assert.Equal((true, 202L, 401), await Summary());
    }

    [Fact]
    public async Task All_lots_are_published_again_when_a_consumer_asks()
    {
        LotOutput[] parts = [.. Enumerable.Range(0, 250).Select(i => Out(1000 + i, Supplier, 4))];
        await _ledger.Do(Trade.Issue(), Trade.Transfer([Root], parts, By(Supplier)));
        var before = (await _ledger.Service.Sent<LotChanged>()).Count;
        await _ledger.Service.Deliver(new StateRequested(nameof(LotChanged), "somebody"));
        await Wait.For("251 states again", _ledger.Service.Sent<LotChanged>, sent => sent.Count == before + 251);
        var again = (await _ledger.Service.Sent<LotChanged>()).Skip(before).ToArray();
        Assert.Equal(251, again.Select(lot => lot.Id).Distinct().Count());
        Assert.Equal(2, again.Single(lot => lot.Id == Root).Version);
    }

    private async Task<(bool, long, int)> Summary()
    {
        var report = await _ledger.Audit();
        Assert.Empty(report.Findings);
        return (report.Holds, report.Size, report.Lots);
    }
}
