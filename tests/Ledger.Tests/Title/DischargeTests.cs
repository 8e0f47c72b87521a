using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Title;
using static SupplyFinance.Ledger.Tests.Title.Trade;

namespace SupplyFinance.Ledger.Tests.Title;

public class DischargeTests
{
    [Fact]
    public void A_full_discharge_ends_the_lot_and_leaves_nothing()
    {
        var register = Collecting();
        var effects = register.MustDo(Trade.Discharge(new LotDischarge(Root, 1000, 1000, Id(201))));
        Assert.Empty(effects.Created);
        Assert.Equal((LotStates.Discharged, 1000L, (LotLock?)null),
            (register[Root].State, register[Root].Extinguished, register[Root].Lock));
        Assert.True(Conservation.Of(register.Lots.Values).Single().Holds);
    }

    [Fact]
    public void What_a_part_payment_leaves_keeps_holder_and_lock()
    {
        var register = Collecting();
        var rest = register.MustDo(Trade.Discharge(new LotDischarge(Root, 400, 400, Id(201)))).Created.Single();
        Assert.Equal((600L, Supplier, register[Id(201)].Lock!.Reference), (rest.Amount, rest.HolderId, Receivable));
        Assert.Equal((LotStates.Consumed, 400L), (register[Root].State, register[Root].Extinguished));
        register.MustDo(Trade.Discharge(new LotDischarge(Id(201), 600, 600, Id(202))));
        Assert.Equal(new Conservation(Receivable, "CNY", 1000, 0, 0, 1000, 0),
            Conservation.Of(register.Lots.Values).Single());
    }

    [Fact]
    public void Only_bank_settlement_discharges_and_only_under_its_collection_lock()
    {
        var all = new LotDischarge(Root, 1000, 1000, Id(201));
        Refused(Collecting(), RefusalCodes.WrongSigner,
            Trade.Discharge(all) with { SignedBy = [Factoring, By(Debtor), By(Supplier)] });
        Refused(Issued(), RefusalCodes.UnknownLock, Trade.Discharge(all));
        Refused(Collecting(), RefusalCodes.LotLocked, Trade.Discharge(all) with { LockReference = Id(500) });
        Refused(InDeal(), RefusalCodes.LotLocked,
            Trade.Discharge(all) with { LockReference = Deal, SignedBy = [Factoring] });
        Refused(Collecting(), RefusalCodes.NoReceipt, Trade.Discharge(all) with { ReceiptReference = " " });
    }

    [Theory]
    [InlineData(0, 0, RefusalCodes.NotPositive)]
    [InlineData(-1, -1, RefusalCodes.NotPositive)]
    [InlineData(1000, 0, RefusalCodes.NotPositive)]
    [InlineData(1001, 1001, RefusalCodes.SumMismatch)]
    [InlineData(1000, 1001, RefusalCodes.SumMismatch)]
    public void No_more_than_the_face_is_extinguished_or_paid(long face, long paid, string reason) =>
        Refused(Collecting(), reason, Trade.Discharge(new LotDischarge(Root, face, paid, Id(201))));

    [Fact]
    public void Less_money_than_face_needs_the_holder()
    {
        var early = Trade.Discharge(new LotDischarge(Root, 1000, 990, Id(201)));
        Refused(Collecting(), RefusalCodes.WrongSigner, early);
        Collecting().MustDo(early with { SignedBy = [Settlement, By(Supplier)] });
    }

    [Fact]
    public void A_rest_takes_a_fresh_id()
    {
        Refused(Collecting(), RefusalCodes.DuplicateOutput, Trade.Discharge(new LotDischarge(Root, 400, 400, Root)));
        var register = Collecting();
        register.MustDo(Trade.Discharge(new LotDischarge(Root, 400, 400, Id(201))));
        Refused(register, RefusalCodes.LotExists, Trade.Discharge(new LotDischarge(Id(201), 100, 100, Root)));
        Refused(register, RefusalCodes.LotConsumed, Trade.Discharge(new LotDischarge(Root, 100, 100, Id(203))));
    }

    [Fact]
    public void Several_lots_are_discharged_together_or_not_at_all()
    {
        var register = Issued();
        register.MustDo(Trade.Transfer([Root], [Out(201, Supplier, 600), Out(202, Bank, 400)], By(Supplier)));
        register.MustDo(Collect(Id(201), Id(202)));
        var (good, bad) = (new LotDischarge(Id(201), 300, 300, Id(203)), new LotDischarge(Id(202), 500, 500, Id(204)));
        Refused(register, RefusalCodes.SumMismatch, Trade.Discharge(good, bad));
        Refused(register, RefusalCodes.DuplicateInput, Trade.Discharge(good, good));
        register.MustDo(Trade.Discharge(good, bad with { FaceExtinguished = 200, AmountPaid = 200 }));
        Assert.Equal([300L, 200L], [register[Id(203)].Amount, register[Id(204)].Amount]);
        Assert.Equal([Supplier, Bank], [register[Id(203)].HolderId, register[Id(204)].HolderId]);
    }
}
