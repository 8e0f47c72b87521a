using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Title;
using static SupplyFinance.Ledger.Tests.Title.Trade;

namespace SupplyFinance.Ledger.Tests.Title;

public class VoidingTests
{
    [Fact]
    public void A_void_ends_the_lot_as_discharged_with_nothing_paid()
    {
        var register = Issued();
        register.MustDo(Trade.Void(Root));
        Assert.Equal((LotStates.Discharged, 1000L, 0L),
            (register[Root].State, register[Root].Extinguished, register[Root].Paid));
        Assert.Equal(new Conservation(Receivable, "CNY", 1000, 0, 0, 1000, 0),
            Conservation.Of(register.Lots.Values).Single());
    }

    [Fact]
    public void Holder_and_debtor_both_sign_and_name_what_they_agreed()
    {
        Refused(Issued(), RefusalCodes.WrongSigner, Trade.Void(Root) with { SignedBy = [By(Supplier)] });
        Refused(Issued(), RefusalCodes.WrongSigner, Trade.Void(Root) with { SignedBy = [By(Debtor), By(Bank)] });
        Refused(Issued(), RefusalCodes.NoDocument, Trade.Void(Root) with { AgreementHash = "" });
    }

    [Fact]
    public void A_locked_or_ended_lot_is_not_voided()
    {
        Refused(InDeal(), RefusalCodes.LotLocked, Trade.Void(Root));
        var register = Issued();
        register.MustDo(Trade.Void(Root));
        Assert.Equal(1, Refused(register, RefusalCodes.LotConsumed, Trade.Void(Root)).ConflictingEntry);
    }
}
