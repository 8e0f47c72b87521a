using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Title;
using static SupplyFinance.Ledger.Tests.Title.Trade;

namespace SupplyFinance.Ledger.Tests.Title;

public class ReinstatementTests
{
    private static TestRegister Discharged(long face = 1000, long paid = 1000)
    {
        var register = Collecting();
        register.MustDo(Naming());
        register.MustDo(Trade.Discharge(new LotDischarge(Root, face, paid, Id(201))) with
        {
            SignedBy = [Settlement, By(Supplier)],
        });
        return register;
    }

    private static LotReinstatement Part(long amount, int lot) => new(Root, amount, Id(lot));

    [Fact]
    public void What_the_bank_took_back_lives_again_with_its_holder_and_under_collection()
    {
        var register = Discharged();
        var lot = register.MustDo(Trade.Reinstate(Part(400, 301))).Created.Single();
        Assert.Equal((400L, Supplier, LotStates.Live), (lot.Amount, lot.HolderId, lot.State));
        Assert.Equal(new LotLock(LockPurposes.Collection, Party.BankSettlement, Receivable, null, null), lot.Lock);
        Assert.Equal((LotStates.Discharged, 400L), (register[Root].State, register[Root].Reinstated));
        Assert.Equal(new Conservation(Receivable, "CNY", 1000, 400, 400, 1000, 0),
            Conservation.Of(register.Lots.Values).Single());
        register.MustDo(Trade.Discharge(new LotDischarge(Id(301), 400, 400, Id(302))));
        Assert.True(Conservation.Of(register.Lots.Values).Single() is { Holds: true, Live: 0, Discharged: 1400 });
    }

    [Fact]
    public void All_reinstatements_of_one_discharge_bring_back_at_most_what_it_extinguished()
    {
        var register = Discharged();
        Refused(register, RefusalCodes.OverReinstated, Trade.Reinstate(Part(1001, 301)));
        register.MustDo(Trade.Reinstate(Part(700, 301)));
        Assert.Equal(4, Refused(register, RefusalCodes.OverReinstated, Trade.Reinstate(Part(301, 302))).ConflictingEntry);
        register.MustDo(Trade.Reinstate(Part(300, 302)));
        Refused(register, RefusalCodes.OverReinstated, Trade.Reinstate(Part(1, 303)));
        Refused(Discharged(600, 600), RefusalCodes.OverReinstated, Trade.Reinstate(Part(601, 301)));
    }

    [Fact]
    public void Only_a_discharge_that_took_money_is_taken_back()
    {
        var voided = Governed();
        voided.MustDo(Trade.Void(Root));
        Refused(voided, RefusalCodes.NotDischarged, Trade.Reinstate(Part(1, 301)));
        Refused(Governed(), RefusalCodes.NotDischarged, Trade.Reinstate(Part(1, 301)));
        var moved = Governed();
        moved.MustDo(Trade.Transfer([Root], [Out(201, Bank, 1000)], By(Supplier)));
        Refused(moved, RefusalCodes.NotDischarged, Trade.Reinstate(Part(1, 301)));
    }

    [Fact]
    public void Bank_settlement_and_the_operators_four_eyes_both_sign_and_name_the_reversal()
    {
        var part = Trade.Reinstate(Part(1, 301));
        Refused(Discharged(), RefusalCodes.WrongSigner, part with { SignedBy = [Settlement] });
        Refused(Discharged(), RefusalCodes.WrongSigner, part with { SignedBy = [OperatorFourEyes] });
        Refused(Discharged(), RefusalCodes.FourEyes, part with { SignedBy = [Settlement, By(Operator)] });
        Refused(Discharged(), RefusalCodes.NoReceipt, part with { ReversalReference = " " });
    }

    [Fact]
    public void It_takes_positive_amounts_of_each_discharge_once_under_fresh_ids()
    {
        Refused(Discharged(), RefusalCodes.NotPositive, Trade.Reinstate(Part(0, 301)));
        Refused(Discharged(), RefusalCodes.DuplicateInput, Trade.Reinstate(Part(1, 301), Part(1, 302)));
        Refused(Discharged(), RefusalCodes.DuplicateOutput, Trade.Reinstate(Part(1, 101)));
        Refused(Discharged(600, 600), RefusalCodes.LotExists, Trade.Reinstate(Part(1, 201)));
        Refused(Discharged(), RefusalCodes.UnknownLot, Trade.Reinstate(Part(1, 301) with { DischargedLotId = Id(999) }));
    }

    [Fact]
    public void A_discounted_discharge_brings_back_its_face()
    {
        var register = Discharged(1000, 990);
        register.MustDo(Trade.Reinstate(Part(1000, 301)));
        Assert.Equal(1000, register[Id(301)].Amount);
    }
}
