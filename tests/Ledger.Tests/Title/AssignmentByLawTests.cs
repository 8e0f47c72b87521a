using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Title;
using static SupplyFinance.Ledger.Tests.Title.Trade;

namespace SupplyFinance.Ledger.Tests.Title;

public class AssignmentByLawTests
{
    private static readonly LotOutput Whole = Out(201, Stranger, 1000);

    [Fact]
    public void The_law_gives_a_lot_to_another_without_its_holder()
    {
        var register = Governed();
        register.MustDo(Assign([Root], Whole));
        Assert.Equal((Stranger, LotStates.Live), (register[Id(201)].HolderId, register[Id(201)].State));
        Assert.Equal([Root], register[Id(201)].ParentIds);
        Assert.True(Conservation.Of(register.Lots.Values).Single().Holds);
    }

    [Fact]
    public void Lock_and_freeze_stay_on_what_is_assigned()
    {
        var register = InDeal();
        register.MustDo(Naming());
        register.MustDo(Freeze(Root));
        register.MustDo(Assign([Root], Out(201, Stranger, 300), Out(202, Supplier, 700)));
        Assert.All([Id(201), Id(202)], id =>
            Assert.Equal((Deal, true), (register[id].Lock!.Reference, register[id].IsFrozen)));
        register.MustDo(Unfreeze(Id(201)));
        register.MustDo(Trade.Transfer([Id(201)], [Out(203, Bank, 300)], Factoring, Deal));
    }

    [Fact]
    public void The_operators_four_eyes_alone_assign_naming_the_order()
    {
        Refused(Issued(), RefusalCodes.NoOperator, Assign([Root], Whole));
        Refused(Governed(), RefusalCodes.WrongSigner, Assign([Root], Whole) with { SignedBy = [By(Supplier), By(Debtor)] });
        Refused(Governed(), RefusalCodes.FourEyes, Assign([Root], Whole) with { SignedBy = [By(Operator)] });
        Refused(Governed(), RefusalCodes.NoDocument, Assign([Root], Whole) with { OrderHash = "by order" });
    }

    [Fact]
    public void Face_is_kept_and_lots_that_do_not_stand_alike_are_not_mixed()
    {
        Refused(Governed(), RefusalCodes.SumMismatch, Assign([Root], Whole with { Amount = 999 }));
        Refused(Governed(), RefusalCodes.EmptyInstruction, Assign([Root]));
        Refused(Governed(), RefusalCodes.NotPositive, Assign([Root], Whole, Out(202, Bank, 0)));
        Refused(Governed(), RefusalCodes.DuplicateOutput, Assign([Root], Whole with { LotId = Root }));
        var register = Governed();
        register.MustDo(Trade.Transfer([Root], [Out(202, Supplier, 600), Out(203, Supplier, 400)], By(Supplier)));
        register.MustDo(Freeze(Id(202)));
        Refused(register, RefusalCodes.MixedStanding, Assign([Id(202), Id(203)], Whole));
    }

    [Fact]
    public void The_policy_on_splits_does_not_bind_a_court()
    {
        var register = Governed();
        register.MustDo(Policy(0, 1, 1000));
        register.MustDo(Assign([Root], Out(201, Stranger, 1), Out(202, Supplier, 999)));
    }
}
