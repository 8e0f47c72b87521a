using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Title;
using static SupplyFinance.Ledger.Tests.Title.Trade;

namespace SupplyFinance.Ledger.Tests.Title;

public class PledgeTests
{
    private static readonly Signer Creditor = By(Bank);

    private static TestRegister Pledged()
    {
        var register = Governed();
        register.MustDo(PledgeTo(Bank, Root));
        return register;
    }

    [Fact]
    public void The_holder_pledges_a_free_lot_to_a_creditor_it_names()
    {
        Assert.Equal(new LotLock(LockPurposes.Pledge, $"org:{Bank:D}", Pledge, Bank, TestRegister.Now.AddDays(1)),
            Pledged()[Root].Lock);
        Refused(Issued(), RefusalCodes.WrongSigner, PledgeTo(Bank, Root) with { SignedBy = [Creditor] });
        Refused(Issued(), RefusalCodes.WrongBeneficiary, PledgeTo(Bank, Root) with { BeneficiaryId = null });
        Refused(Locked(), RefusalCodes.LotLocked, PledgeTo(Bank, Root));
        Refused(Issued(), RefusalCodes.PurposeNotAllowed, PledgeTo(Bank, Root) with { PriorReference = Request });
    }

    [Fact]
    public void Its_creditor_alone_takes_the_lot_or_releases_it()
    {
        var taken = Pledged();
        Refused(taken, RefusalCodes.WrongSigner, Trade.Transfer([Root], [Out(201, Bank, 1000)], By(Supplier), Pledge));
        Refused(taken, RefusalCodes.WrongBeneficiary,
            Trade.Transfer([Root], [Out(201, OtherBank, 1000)], Creditor, Pledge));
        taken.MustDo(Trade.Transfer([Root], [Out(201, Bank, 1000)], Creditor, Pledge));
        Assert.Equal(Bank, taken[Id(201)].HolderId);
        var released = Pledged();
        Refused(released, RefusalCodes.WrongSigner, Trade.Release(Pledge, By(Supplier), Root));
        released.MustDo(Trade.Release(Pledge, Creditor, Root));
        Assert.Null(released[Root].Lock);
    }

    [Fact]
    public void Its_time_ends_it_by_an_entry_and_not_before()
    {
        var register = Pledged();
        register.At = TestRegister.Now.AddDays(1).AddTicks(-10);
        Refused(register, RefusalCodes.NotExpired, Expire(Root));
        register.At = TestRegister.Now.AddDays(1);
        Refused(register, RefusalCodes.LotLocked, Trade.Transfer([Root], [Out(201, Supplier, 1000)], By(Supplier)));
        register.MustDo(Expire(Root));
        Assert.Null(register[Root].Lock);
        Refused(register, RefusalCodes.UnknownLock, Expire(Root));
    }

    [Fact]
    public void Nobody_but_the_sequencer_ends_it_by_time()
    {
        var register = Pledged();
        register.At = TestRegister.Now.AddDays(2);
        Refused(register, RefusalCodes.WrongSigner, Expire(Root) with { SignedBy = [By(Supplier), OperatorFourEyes] });
    }

    [Fact]
    public void A_pledge_without_an_end_and_every_other_lock_outlast_any_time()
    {
        var (endless, locked, dealt, collected) = (Issued(), Issued(), InDeal(), Collecting());
        endless.MustDo(PledgeTo(Bank, Root) with { Until = null });
        locked.MustDo(Auction(Root) with { Until = TestRegister.Now });
        foreach (var (register, reference) in new[]
            { (endless, Pledge), (locked, Request), (dealt, Deal), (collected, Receivable) })
        {
            register.At = TestRegister.Now.AddYears(50);
            Refused(register, RefusalCodes.NotExpired, Expire(Root) with { LockReference = reference });
        }
    }

    [Fact]
    public void A_frozen_lots_pledge_does_not_expire_because_its_creditor_cannot_act()
    {
        var register = Pledged();
        register.MustDo(Freeze(Root));
        register.At = TestRegister.Now.AddDays(2);
        Refused(register, RefusalCodes.Frozen, Expire(Root));
        register.MustDo(Unfreeze(Root));
        register.MustDo(Expire(Root));
    }
}
