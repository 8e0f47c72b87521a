using SupplyFinance.Contracts;
using SupplyFinance.Ledger.Title;
using static SupplyFinance.Ledger.Tests.Title.Trade;

namespace SupplyFinance.Ledger.Tests.Title;

public class ConversionTests
{
    [Fact]
    public void What_was_invoiced_is_owed_and_the_rest_stays_conditional()
    {
        var register = Ordered();
        register.MustDo(Trade.ConvertLot(new LotConversion(Root, 700, Id(201), Id(202))));
        Assert.Equal((700L, false, Supplier),
            (register[Id(201)].Amount, register[Id(201)].IsConditional, register[Id(201)].HolderId));
        Assert.Equal((300L, true), (register[Id(202)].Amount, register[Id(202)].IsConditional));
        Assert.True(Conservation.Of(register.Lots.Values).Single() is { Holds: true, Live: 1000 });
        register.MustDo(Trade.ConvertLot(new LotConversion(Id(202), 300, Id(203), Id(204))));
        Assert.DoesNotContain(Id(204), register.Lots.Keys);
    }

    [Fact]
    public void The_holder_and_the_lock_stay()
    {
        var register = Ordered();
        register.MustDo(Auction(Root));
        register.MustDo(Trade.ConvertLot(new LotConversion(Root, 700, Id(201), Id(202))));
        Assert.Equal([Request, Request], [register[Id(201)].Lock!.Reference, register[Id(202)].Lock!.Reference]);
    }

    [Fact]
    public void The_debtor_alone_converts_naming_the_invoice()
    {
        var all = Trade.ConvertLot(new LotConversion(Root, 1000, Id(201), Id(202)));
        Refused(Ordered(), RefusalCodes.WrongSigner, all with { SignedBy = [By(Supplier), Factoring] });
        Refused(Ordered(), RefusalCodes.NoDocument, all with { InvoiceHash = "INV-1" });
    }

    [Theory]
    [InlineData(0, RefusalCodes.NotPositive)]
    [InlineData(1001, RefusalCodes.SumMismatch)]
    public void At_most_the_orders_value_is_converted(long amount, string reason) =>
        Refused(Ordered(), reason, Trade.ConvertLot(new LotConversion(Root, amount, Id(201), Id(202))));

    [Fact]
    public void Ids_are_fresh_and_ordinary_lots_are_not_converted()
    {
        Refused(Issued(), RefusalCodes.NotConditional, Trade.ConvertLot(new LotConversion(Root, 1, Id(201), Id(202))));
        Refused(Ordered(), RefusalCodes.DuplicateOutput, Trade.ConvertLot(new LotConversion(Root, 1, Id(201), Id(201))));
        Refused(Ordered(), RefusalCodes.DuplicateOutput, Trade.ConvertLot(new LotConversion(Root, 1000, Root, Id(202))));
    }

    [Fact]
    public void Nothing_is_collected_of_what_is_not_owed()
    {
        Refused(Ordered(), RefusalCodes.Conditional, Collect(Root));
        var register = Ordered();
        register.MustDo(Trade.ConvertLot(new LotConversion(Root, 700, Id(201), Id(202))));
        Refused(register, RefusalCodes.Conditional, Collect(Id(201), Id(202)));
        register.MustDo(Collect(Id(201)));
    }

    [Fact]
    public void A_conditional_lot_moves_as_one_and_is_not_mixed_with_what_is_owed()
    {
        var register = Ordered();
        register.MustDo(Trade.Transfer([Root], [Out(201, Supplier, 600), Out(202, Supplier, 400)], By(Supplier)));
        Assert.True(register[Id(201)].IsConditional);
        register.MustDo(Trade.ConvertLot(new LotConversion(Id(202), 400, Id(203), Id(204))));
        Refused(register, RefusalCodes.MixedStanding,
            Trade.Transfer([Id(201), Id(203)], [Out(205, Bank, 1000)], By(Supplier)));
    }
}
