using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Title;
using static SupplyFinance.Ledger.Tests.Title.Trade;

namespace SupplyFinance.Ledger.Tests.Title;

public class SplitPolicyTests
{
    private static TestRegister Bound(int depth, int pieces, long minimum)
    {
        var register = Governed();
        register.MustDo(Policy(depth, pieces, minimum));
        return register;
    }

    private static TransferLots Halve(Guid lot, int first, int second, long total) =>
        Trade.Transfer([lot], [Out(first, Supplier, total / 2), Out(second, Supplier, total - (total / 2))], By(Supplier));

    [Fact]
    public void Splits_go_as_deep_as_the_policy_says()
    {
        var register = Bound(2, 500, 1);
        register.MustDo(Halve(Root, 201, 202, 1000));
        register.MustDo(Halve(Id(201), 203, 204, 500));
        Assert.Equal((1, 2), (register[Id(202)].SplitDepth, register[Id(204)].SplitDepth));
        Assert.Equal(2, Refused(register, RefusalCodes.SplitTooDeep, Halve(Id(203), 205, 206, 250)).ConflictingEntry);
        register.MustDo(Trade.Transfer([Id(203)], [Out(205, Bank, 250)], By(Supplier)));
        Assert.Equal(2, register[Id(205)].SplitDepth);
    }

    [Fact]
    public void A_lot_has_as_many_pieces_as_the_policy_says()
    {
        var register = Bound(9, 2, 1);
        Refused(register, RefusalCodes.TooManyPieces, Trade.Transfer(
            [Root], [Out(201, Bank, 1), Out(202, Bank, 1), Out(203, Supplier, 998)], By(Supplier)));
        register.MustDo(Halve(Root, 201, 202, 1000));
    }

    [Fact]
    public void A_piece_is_as_large_as_the_policy_says()
    {
        var register = Bound(9, 9, 400);
        Refused(register, RefusalCodes.PieceTooSmall,
            Trade.Transfer([Root], [Out(201, Bank, 399), Out(202, Supplier, 601)], By(Supplier)));
        register.MustDo(Trade.Transfer([Root], [Out(201, Bank, 400), Out(202, Supplier, 600)], By(Supplier)));
    }

    [Fact]
    public void Lots_that_are_older_than_a_policy_stay_and_move_whole()
    {
        var register = Governed();
        register.MustDo(Trade.Transfer([Root], [Out(201, Supplier, 10), Out(202, Supplier, 990)], By(Supplier)));
        register.MustDo(Policy(0, 1, 500));
        register.MustDo(Trade.Transfer([Id(201)], [Out(203, Bank, 10)], By(Supplier)));
        register.MustDo(Trade.Transfer([Id(203), Id(202)], [Out(204, Bank, 1000)], By(Supplier)) with
        {
            SignedBy = [By(Supplier), By(Bank)],
        });
        Refused(register, RefusalCodes.SplitTooDeep,
            Trade.Transfer([Id(204)], [Out(205, Bank, 500), Out(206, Bank, 500)], By(Bank)));
    }

    [Fact]
    public void A_locks_owner_is_not_bound_because_settled_money_takes_its_title()
    {
        var register = InDeal();
        register.MustDo(Naming());
        register.MustDo(Policy(0, 1, 1000));
        register.MustDo(Trade.Transfer([Root], [Out(201, Bank, 1), Out(202, Bank, 999)], Factoring, Deal));
    }

    [Fact]
    public void The_last_policy_of_the_lots_currency_holds()
    {
        var register = Bound(0, 1, 1);
        register.MustDo(Policy(0, 1, 1, "USD"));
        Refused(register, RefusalCodes.SplitTooDeep, Halve(Root, 201, 202, 1000));
        register.MustDo(Policy(1, 2, 1));
        register.MustDo(Halve(Root, 201, 202, 1000));
    }

    [Fact]
    public void The_operators_four_eyes_alone_set_a_policy_that_makes_sense()
    {
        Refused(Issued(), RefusalCodes.NoOperator, Policy(1, 2, 1));
        Refused(Governed(), RefusalCodes.WrongSigner, Policy(1, 2, 1) with { SignedBy = [By(Supplier)] });
        Refused(Governed(), RefusalCodes.FourEyes, Policy(1, 2, 1) with { SignedBy = [By(Operator)] });
        Refused(Governed(), RefusalCodes.InvalidPolicy, Policy(-1, 2, 1));
        Refused(Governed(), RefusalCodes.InvalidPolicy, Policy(1, 0, 1));
        Refused(Governed(), RefusalCodes.InvalidPolicy, Policy(1, Register.MaxLots + 1, 1));
        Refused(Governed(), RefusalCodes.InvalidPolicy, Policy(1, 2, 0));
        Refused(Governed(), RefusalCodes.UnknownCurrency, Policy(1, 2, 1, "yuan"));
    }
}
