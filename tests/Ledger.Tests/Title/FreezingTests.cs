using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Title;
using static SupplyFinance.Ledger.Tests.Title.Trade;

namespace SupplyFinance.Ledger.Tests.Title;

public class FreezingTests
{
    private static TestRegister Frozen(TestRegister register)
    {
        register.MustDo(Naming());
        register.MustDo(Freeze(Root));
        return register;
    }

    [Fact]
    public void A_frozen_lot_neither_moves_nor_is_locked_nor_ends()
    {
        var free = Frozen(Issued());
        Assert.True(free[Root].IsFrozen);
        Refused(free, RefusalCodes.Frozen, Trade.Transfer([Root], [Out(201, Bank, 1000)], By(Supplier)));
        Refused(free, RefusalCodes.Frozen, Auction(Root));
        Refused(free, RefusalCodes.Frozen, PledgeTo(Bank, Root));
        Refused(free, RefusalCodes.Frozen, Collect(Root));
        Refused(free, RefusalCodes.Frozen, Trade.Reduce(new LotReduction(Root, 1, Id(201))));
        Refused(free, RefusalCodes.Frozen, Trade.Void(Root));
        Refused(free, RefusalCodes.Frozen, Freeze(Root));
        Refused(Frozen(Collecting()), RefusalCodes.Frozen, Trade.Discharge(new LotDischarge(Root, 1000, 1000, Id(201))));
        Refused(Frozen(Locked()), RefusalCodes.Frozen, TurnIntoDeal(Root));
        Refused(Frozen(Ordered()), RefusalCodes.Frozen, Trade.ConvertLot(new LotConversion(Root, 1, Id(201), Id(202))));
    }

    [Fact]
    public void A_paid_deals_title_is_held_while_frozen_and_moves_when_it_is_lifted()
    {
        var register = Frozen(InDeal());
        Assert.Equal(3 + 1, Refused(register, RefusalCodes.Frozen,
            Trade.Transfer([Root], [Out(201, Bank, 1000)], Factoring, Deal)).ConflictingEntry);
        Assert.Equal(Deal, register[Root].Lock!.Reference);
        register.MustDo(Unfreeze(Root));
        register.MustDo(Trade.Transfer([Root], [Out(201, Bank, 1000)], Factoring, Deal));
        Assert.Equal((Bank, false), (register[Id(201)].HolderId, register[Id(201)].IsFrozen));
    }

    [Fact]
    public void A_lock_on_a_frozen_lot_may_be_released_and_the_lot_stays_frozen()
    {
        var register = Frozen(InDeal());
        register.MustDo(Trade.Release(Deal, Factoring, Root));
        Assert.Equal((null, true), (register[Root].Lock, register[Root].IsFrozen));
        Refused(register, RefusalCodes.Frozen, Trade.Transfer([Root], [Out(201, Bank, 1000)], By(Supplier)));
    }

    [Fact]
    public void A_freeze_and_its_end_leave_the_lock_as_it_is()
    {
        var register = Frozen(InDeal());
        register.MustDo(Unfreeze(Root));
        Assert.Equal((Deal, false), (register[Root].Lock!.Reference, register[Root].IsFrozen));
        Refused(register, RefusalCodes.NotFrozen, Unfreeze(Root));
    }

    [Fact]
    public void The_operators_four_eyes_alone_freeze_and_lift_naming_the_order()
    {
        Refused(Issued(), RefusalCodes.NoOperator, Freeze(Root));
        foreach (var signers in (Signer[][])[[By(Debtor), By(Supplier)], [Settlement], [Signer.Service("ledger")]])
        {
            Refused(Governed(), RefusalCodes.WrongSigner, Freeze(Root) with { SignedBy = signers });
            Refused(Frozen(Issued()), RefusalCodes.WrongSigner, Unfreeze(Root) with { SignedBy = signers });
        }

        Refused(Governed(), RefusalCodes.FourEyes, Freeze(Root) with { SignedBy = [By(Operator)] });
        Refused(Governed(), RefusalCodes.FourEyes,
            Freeze(Root) with { SignedBy = [Signer.Organisation(Operator, Id(61), Id(61))] });
        Refused(Governed(), RefusalCodes.NoDocument, Freeze(Root) with { OrderHash = "order 7" });
        Refused(Frozen(Issued()), RefusalCodes.NoDocument, Unfreeze(Root) with { OrderHash = "" });
    }

    [Fact]
    public void Several_lots_are_frozen_together_or_not_at_all()
    {
        var register = Governed();
        register.MustDo(Trade.Transfer([Root], [Out(201, Supplier, 600), Out(202, Bank, 400)], By(Supplier)));
        Refused(register, RefusalCodes.UnknownLot, Freeze(Id(201), Id(999)));
        Refused(register, RefusalCodes.LotConsumed, Freeze(Id(201), Root));
        register.MustDo(Freeze(Id(201), Id(202)));
        Assert.True(register[Id(201)].IsFrozen && register[Id(202)].IsFrozen);
    }
}
