using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Title;
using static SupplyFinance.Ledger.Tests.Title.Trade;

namespace SupplyFinance.Ledger.Tests.Title;

public class LockingTests
{
    [Fact]
    public void The_holder_locks_a_free_lot_for_an_auction()
    {
        var register = Locked();
        Assert.Equal(new LotLock(LockPurposes.Auction, "service:factoring", Request, null, null), register[Root].Lock);
        Assert.Equal((1L, 2L, 0L), (register[Root].LastEntry, register[Root].Version, register[Root].CreatedByEntry));
    }

    [Fact]
    public void Without_the_holder_no_auction_lock_is_taken() =>
        Refused(Issued(), RefusalCodes.WrongSigner, Auction(Root) with { SignedBy = [Factoring] });

    [Fact]
    public void A_locked_lot_is_not_locked_again() =>
        Assert.Equal(1, Refused(Locked(), RefusalCodes.LotLocked, Auction(Root) with { Reference = Id(500) })
            .ConflictingEntry);

    [Fact]
    public void Its_owner_turns_an_auction_lock_into_a_deal_lock_for_the_winner() =>
        Assert.Equal(new LotLock(LockPurposes.Deal, "service:factoring", Deal, Bank, null), InDeal()[Root].Lock);

    [Fact]
    public void Nobody_else_turns_it_and_it_is_turned_once()
    {
        Refused(Locked(), RefusalCodes.WrongSigner, TurnIntoDeal(Root) with { SignedBy = [By(Supplier)] });
        Refused(Locked(), RefusalCodes.WrongSigner, TurnIntoDeal(Root) with { Owner = "service:other" });
        Refused(Locked(), RefusalCodes.WrongBeneficiary, TurnIntoDeal(Root) with { BeneficiaryId = null });
        Refused(Locked(), RefusalCodes.LotLocked, TurnIntoDeal(Root) with { PriorReference = Id(500) });
        Refused(InDeal(), RefusalCodes.LotLocked, TurnIntoDeal(Root));
        Refused(InDeal(), RefusalCodes.LotLocked, TurnIntoDeal(Root) with { PriorReference = Deal });
        Refused(Issued(), RefusalCodes.UnknownLock, TurnIntoDeal(Root));
    }

    [Theory]
    [InlineData(LockPurposes.Deal)]
    [InlineData("other")]
    public void A_free_lot_takes_no_lock_of_another_purpose(string purpose) =>
        Refused(Issued(), RefusalCodes.PurposeNotAllowed, Auction(Root) with { Purpose = purpose });

    [Fact]
    public void An_auction_lock_names_no_winner_and_an_owner_that_is_a_party()
    {
        Refused(Issued(), RefusalCodes.WrongBeneficiary, Auction(Root) with { BeneficiaryId = Bank });
        Refused(Issued(), RefusalCodes.WrongSigner, Auction(Root) with { Owner = "factoring" });
    }

    [Fact]
    public void Bank_settlement_alone_locks_the_lots_of_a_receivable_for_collection()
    {
        Assert.Equal(LockPurposes.Collection, Collecting()[Root].Lock!.Purpose);
        Refused(Issued(), RefusalCodes.WrongSigner, Collect(Root) with { SignedBy = [By(Supplier), Factoring] });
        Refused(Issued(), RefusalCodes.WrongSigner, Collect(Root) with { Owner = "service:factoring" });
        Refused(Issued(), RefusalCodes.MixedRoot, Collect(Root) with { Reference = Id(500) });
        Refused(InDeal(), RefusalCodes.LotLocked, Collect(Root));
    }

    [Fact]
    public void A_financed_lot_is_collected_like_any_other()
    {
        var register = InDeal();
        register.MustDo(Trade.Transfer([Root], [Out(201, Bank, 1000)], Factoring, Deal));
        register.MustDo(Collect(Id(201)));
        Assert.Equal((Bank, Receivable), (register[Id(201)].HolderId, register[Id(201)].Lock!.Reference));
    }

    [Fact]
    public void A_lock_is_taken_on_all_lots_or_none()
    {
        var register = Issued();
        register.MustDo(Trade.Transfer([Root], [Out(201, Supplier, 600), Out(202, Bank, 400)], By(Supplier)));
        Refused(register, RefusalCodes.WrongSigner, Auction(Id(201), Id(202)));
        Assert.Null(register[Id(201)].Lock);
    }

    [Fact]
    public void An_alarm_instant_is_kept_in_whole_microseconds()
    {
        var register = Issued();
        register.MustDo(Auction(Root) with { Until = TestRegister.Now.AddTicks(17).ToOffset(TimeSpan.FromHours(8)) });
        Assert.Equal(TestRegister.Now.AddTicks(10), register[Root].Lock!.Until);
    }
}
