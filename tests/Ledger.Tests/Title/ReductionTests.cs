using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Title;
using static SupplyFinance.Ledger.Tests.Title.Trade;

namespace SupplyFinance.Ledger.Tests.Title;

public class ReductionTests
{
    private static readonly LotReduction By200 = new(Root, 200, Id(201));

    [Fact]
    public void A_credit_note_makes_a_lot_smaller_and_nothing_is_lost()
    {
        var register = Issued();
        var rest = register.MustDo(Trade.Reduce(By200)).Created.Single();
        Assert.Equal((800L, Supplier, Root), (rest.Amount, rest.HolderId, rest.ParentIds.Single()));
        Assert.Equal((LotStates.Consumed, 200L), (register[Root].State, register[Root].Reduced));
        Assert.Equal(new Conservation(Receivable, "CNY", 1000, 0, 800, 0, 200),
            Conservation.Of(register.Lots.Values).Single());
    }

    [Fact]
    public void Holder_and_debtor_both_sign()
    {
        Refused(Issued(), RefusalCodes.WrongSigner, Trade.Reduce(By200) with { SignedBy = [By(Supplier)] });
        Refused(Issued(), RefusalCodes.WrongSigner, Trade.Reduce(By200) with { SignedBy = [By(Debtor)] });
        Refused(Issued(), RefusalCodes.WrongSigner, Trade.Reduce(By200) with { SignedBy = [OperatorFourEyes] });
    }

    [Theory]
    [InlineData(0, RefusalCodes.NotPositive)]
    [InlineData(-5, RefusalCodes.NotPositive)]
    [InlineData(1000, RefusalCodes.SumMismatch)]
    [InlineData(1001, RefusalCodes.SumMismatch)]
    public void Something_is_taken_and_something_is_left(long by, string reason) =>
        Refused(Issued(), reason, Trade.Reduce(By200 with { ReducedBy = by }));

    [Fact]
    public void A_lot_that_somebody_counts_on_is_not_reduced()
    {
        Refused(Locked(), RefusalCodes.LotLocked, Trade.Reduce(By200));
        Refused(Collecting(), RefusalCodes.LotLocked, Trade.Reduce(By200) with
        {
            SignedBy = [By(Supplier), By(Debtor), Settlement],
        });
    }

    [Fact]
    public void It_names_the_credit_note_and_fresh_lots()
    {
        Refused(Issued(), RefusalCodes.NoDocument, Trade.Reduce(By200) with { CreditNoteHash = Paper.ToUpperInvariant() });
        Refused(Issued(), RefusalCodes.DuplicateOutput, Trade.Reduce(By200 with { RestLotId = Root }));
        Refused(Issued(), RefusalCodes.DuplicateInput, Trade.Reduce(By200, By200));
        Refused(Issued(), RefusalCodes.EmptyInstruction, Trade.Reduce());
    }

    [Fact]
    public void Several_lots_are_reduced_together_or_not_at_all()
    {
        var register = Issued();
        register.MustDo(Trade.Transfer([Root], [Out(201, Supplier, 600), Out(202, Bank, 400)], By(Supplier)));
        var both = Trade.Reduce(new LotReduction(Id(201), 100, Id(301)), new LotReduction(Id(202), 50, Id(302)));
        Refused(register, RefusalCodes.WrongSigner, both);
        register.MustDo(both with { SignedBy = [By(Supplier), By(Bank), By(Debtor)] });
        Assert.Equal([500L, 350L], [register[Id(301)].Amount, register[Id(302)].Amount]);
    }
}
