using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Title;
using static SupplyFinance.Ledger.Tests.Title.Trade;

namespace SupplyFinance.Ledger.Tests.Title;

public class TransferTests
{
    [Fact]
    public void A_split_and_transfer_consumes_the_lot_and_its_parts_sum_to_it()
    {
        var register = Issued();
        var effects = register.MustDo(
            Trade.Transfer([Root], [Out(201, Stranger, 300), Out(202, Supplier, 700)], By(Supplier)));
        Assert.Equal(LotStates.Consumed, register[Root].State);
        Assert.Equal([Stranger, Supplier], effects.Created.Select(lot => lot.HolderId));
        Assert.All(effects.Created, lot =>
            Assert.Equal((Receivable, Debtor, Due, 1L),
            (lot.ReceivableId, lot.DebtorId, lot.DueDate, lot.CreatedByEntry)));
        Assert.All(effects.Created, lot => Assert.Equal([Root], lot.ParentIds));
    }

    [Fact]
    public void A_lot_is_spent_once_and_the_loser_learns_the_winning_entry()
    {
        var register = Issued();
        register.MustDo(Trade.Transfer([Root], [Out(201, Stranger, 1000)], By(Supplier)));
        var refusal = Refused(
            register, RefusalCodes.LotConsumed, Trade.Transfer([Root], [Out(202, Bank, 1000)], By(Supplier)));
        Assert.Equal(1, refusal.ConflictingEntry);
    }

    [Theory]
    [InlineData(999, 0, RefusalCodes.NotPositive)]
    [InlineData(1001, -1, RefusalCodes.NotPositive)]
    [InlineData(999, 2, RefusalCodes.SumMismatch)]
    [InlineData(500, 499, RefusalCodes.SumMismatch)]
    [InlineData(long.MaxValue, long.MaxValue, RefusalCodes.SumMismatch)]
    public void Outputs_are_positive_and_sum_to_the_inputs_without_overflow(long first, long second, string reason) =>
        Refused(Issued(), reason,
            Trade.Transfer([Root], [Out(201, Bank, first), Out(202, Bank, second)], By(Supplier)));

    [Fact]
    public void Only_the_holder_transfers_a_free_lot()
    {
        Refused(Issued(), RefusalCodes.WrongSigner, Trade.Transfer([Root], [Out(201, Bank, 1000)], By(Debtor)));
        Refused(Issued(), RefusalCodes.WrongSigner, Trade.Transfer([Root], [Out(201, Bank, 1000)], Factoring));
        Refused(Issued(), RefusalCodes.WrongSigner,
            Trade.Transfer([Root], [Out(201, Bank, 1000)], new Signer("nobody", null, null)));
    }

    [Fact]
    public void A_list_is_all_or_nothing()
    {
        var register = Issued();
        register.MustDo(Trade.Transfer([Root], [Out(201, Supplier, 600), Out(202, Supplier, 400)], By(Supplier)));
        register.MustDo(Auction(Id(202)));
        var refusal = Refused(
            register, RefusalCodes.LotLocked, Trade.Transfer([Id(201), Id(202)], [Out(203, Bank, 1000)], By(Supplier)));
        Assert.Equal(2, refusal.ConflictingEntry);
        Refused(register, RefusalCodes.UnknownLot,
            Trade.Transfer([Id(201), Id(999)], [Out(203, Bank, 600)], By(Supplier)));
        Assert.Equal(LotStates.Live, register[Id(201)].State);
    }

    [Fact]
    public void No_lot_is_named_twice_and_no_new_id_is_taken()
    {
        var register = Issued();
        Refused(register, RefusalCodes.DuplicateInput,
            Trade.Transfer([Root, Root], [Out(201, Bank, 2000)], By(Supplier)));
        Refused(register, RefusalCodes.DuplicateOutput,
            Trade.Transfer([Root], [Out(201, Bank, 500), Out(201, Bank, 500)], By(Supplier)));
        Refused(register, RefusalCodes.DuplicateOutput,
            Trade.Transfer([Root], [new LotOutput(Root, Bank, 1000)], By(Supplier)));
        register.MustDo(Trade.Issue(lot: Id(300), receivable: Id(301)));
        Assert.Equal(1, Refused(
            register, RefusalCodes.LotExists, Trade.Transfer([Root], [Out(300, Bank, 1000)], By(Supplier)))
            .ConflictingEntry);
    }

    [Fact]
    public void Nothing_is_transferred_by_naming_nothing_or_too_much()
    {
        Refused(Issued(), RefusalCodes.EmptyInstruction, Trade.Transfer([], [Out(201, Bank, 1000)], By(Supplier)));
        Refused(Issued(), RefusalCodes.EmptyInstruction, Trade.Transfer([Root], [], By(Supplier)));
        LotOutput[] many = [.. Enumerable.Range(0, 501).Select(i => Out(2000 + i, Bank, 1))];
        Refused(Issued(), RefusalCodes.TooManyLots, Trade.Transfer([Root], many, By(Supplier)));
    }

    [Theory]
    [InlineData("USD", 1, 30, RefusalCodes.MixedCurrency)]
    [InlineData("CNY", 5, 30, RefusalCodes.MixedDebtor)]
    [InlineData("CNY", 1, 29, RefusalCodes.MixedDueDate)]
    public void Lots_that_differ_do_not_mix(string currency, int debtor, int day, string reason)
    {
        var register = Issued();
        register.MustDo(Trade.Issue(Id(300), Id(301), 1000, currency, Id(debtor), new DateOnly(2026, 6, day)));
        Refused(register, reason, Trade.Transfer([Root, Id(300)], [Out(201, Bank, 2000)], By(Supplier)));
    }

    [Fact]
    public void Outputs_are_filled_in_order_and_inherit_the_root_they_came_from()
    {
        var register = Issued();
        register.MustDo(Trade.Issue(Id(300), Id(301), 500));
        var effects = register.MustDo(Trade.Transfer(
            [Root, Id(300)], [Out(201, Bank, 400), Out(202, Bank, 600), Out(203, Bank, 500)], By(Supplier)));
        Assert.Equal([Receivable, Receivable, Id(301)], effects.Created.Select(lot => lot.ReceivableId));
    }

    [Fact]
    public void No_output_straddles_two_roots()
    {
        var register = Issued();
        register.MustDo(Trade.Issue(Id(300), Id(301), 500));
        Refused(register, RefusalCodes.MixedRoot,
            Trade.Transfer([Root, Id(300)], [Out(201, Bank, 1500)], By(Supplier)));
    }

    [Fact]
    public void Parts_of_one_root_are_joined_and_remember_both_parents()
    {
        var register = Issued();
        register.MustDo(Trade.Transfer([Root], [Out(201, Supplier, 600), Out(202, Supplier, 400)], By(Supplier)));
        var joined = register.MustDo(Trade.Transfer([Id(202), Id(201)], [Out(203, Bank, 1000)], By(Supplier)))
            .Created.Single();
        Assert.Equal([Id(202), Id(201)], joined.ParentIds);
    }

    [Fact]
    public void Under_a_deal_lock_the_owner_transfers_to_the_winner_alone()
    {
        var register = InDeal();
        Refused(register, RefusalCodes.LotLocked, Trade.Transfer([Root], [Out(201, Bank, 1000)], By(Supplier)));
        Refused(register, RefusalCodes.WrongSigner, Trade.Transfer([Root], [Out(201, Bank, 1000)], By(Supplier), Deal));
        Refused(register, RefusalCodes.LotLocked, Trade.Transfer([Root], [Out(201, Bank, 1000)], Factoring, Request));
        Refused(register, RefusalCodes.WrongBeneficiary,
            Trade.Transfer([Root], [Out(201, OtherBank, 1000)], Factoring, Deal));
        Refused(register, RefusalCodes.WrongBeneficiary,
            Trade.Transfer([Root], [Out(201, Bank, 999), Out(202, Supplier, 1)], Factoring, Deal));
        var lot = register.MustDo(Trade.Transfer([Root], [Out(201, Bank, 1000)], Factoring, Deal)).Created.Single();
        Assert.Equal((Bank, (LotLock?)null), (lot.HolderId, lot.Lock));
    }

    [Fact]
    public void A_lock_that_is_not_held_entitles_to_nothing() =>
        Refused(Issued(), RefusalCodes.UnknownLock, Trade.Transfer([Root], [Out(201, Bank, 1000)], Factoring, Deal));

    [Fact]
    public void Auction_and_collection_locks_let_nothing_be_transferred()
    {
        Refused(Locked(), RefusalCodes.WrongBeneficiary,
            Trade.Transfer([Root], [Out(201, Bank, 1000)], Factoring, Request));
        Refused(Collecting(), RefusalCodes.WrongBeneficiary,
            Trade.Transfer([Root], [Out(201, Bank, 1000)], Settlement, Receivable));
    }
}
