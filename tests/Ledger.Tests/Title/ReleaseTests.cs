using SupplyFinance.Ledger.Title;
using static SupplyFinance.Ledger.Tests.Title.Trade;

namespace SupplyFinance.Ledger.Tests.Title;

public class ReleaseTests
{
    [Fact]
    public void A_release_restores_exactly_the_rights_before_the_lock()
    {
        var before = Issued()[Root];
        foreach (var (register, reference) in new[] { (Locked(), Request), (InDeal(), Deal) })
        {
            register.MustDo(Trade.Release(reference, Factoring, Root));
            var after = register[Root];
            Assert.Equal(before,
                after with { LastEntry = before.LastEntry, Version = before.Version, ParentIds = before.ParentIds });
            register.MustDo(Trade.Transfer([Root], [Out(201, Stranger, 1000)], By(Supplier)));
        }
    }

    [Fact]
    public void Only_its_owner_releases_a_lock_and_only_the_one_it_names()
    {
        Refused(Locked(), RefusalCodes.WrongSigner, Trade.Release(Request, By(Supplier), Root));
        Refused(Locked(), RefusalCodes.LotLocked, Trade.Release(Deal, Factoring, Root));
        Refused(Issued(), RefusalCodes.UnknownLock, Trade.Release(Request, Factoring, Root));
        Refused(Collecting(), RefusalCodes.WrongSigner, Trade.Release(Receivable, Factoring, Root));
    }

    [Fact]
    public void A_lock_whose_release_came_first_is_never_taken()
    {
        var register = Issued();
        Refused(register, RefusalCodes.UnknownLock, Trade.Release(Request, Factoring, Root));
        Refused(register, RefusalCodes.LockCancelled, Auction(Root));
        var locked = Locked();
        Refused(locked, RefusalCodes.LotLocked, Trade.Release(Deal, Factoring, Root));
        Refused(locked, RefusalCodes.LockCancelled, TurnIntoDeal(Root));
        locked.MustDo(Trade.Release(Request, Factoring, Root));
    }

    [Fact]
    public void A_stranger_cannot_cancel_anothers_lock()
    {
        var register = Issued();
        Refused(register, RefusalCodes.UnknownLock, Trade.Release(Request, Settlement, Root));
        register.MustDo(Auction(Root));
    }
}
