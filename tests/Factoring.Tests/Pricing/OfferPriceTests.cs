using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SupplyFinance.Factoring.Pricing;
using SupplyFinance.Platform.Money;
using static SupplyFinance.Factoring.Tests.Pricing.Figures;

namespace SupplyFinance.Factoring.Tests.Pricing;

public class OfferPriceTests
{
    private static readonly Gen<OfferedLot> Lots =
        from face in Gen.Choose(10_000, 2_000_000_000)
        from days in Gen.Choose(15, 360)
        select new OfferedLot(Guid.NewGuid(), Guid.NewGuid(), new Money(face, Cny), Paid.AddDays(days));

    private static readonly Gen<BidTerms> Terms =
        from rate in Gen.Choose(0, 240_000)
        from basis in Gen.Elements<DayBasis>(DayBasis.All)
        from method in Gen.Elements(DiscountMethod.Straight, DiscountMethod.Yield)
        from advance in Gen.Choose(500_000, 999_000)
        from atPayout in Gen.Choose(0, 200)
        from fromReserve in Gen.Choose(0, 10)
        select new BidTerms(
            new Rate(rate), basis, method, new Rate(advance), new Money(atPayout, Cny), new Money(fromReserve, Cny), false, Paid);

    private static readonly Arbitrary<(OfferedLot[] Lots, BidTerms Terms)> Bundles =
        (from lots in Lots.NonEmptyListOf() from terms in Terms select (lots.ToArray(), terms)).ToArbitrary();

    [Theory]
    [InlineData("10000.00", "18", 7, "35.00", "9965.00")]
    [InlineData("10000.00", "24", 14, "93.33", "9906.67")]
    [InlineData("1000.00", "6", 20, "3.33", "996.67")]
    public void Published_straight_discounts_come_out_to_the_cent(
        string face, string rate, int days, string discount, string cash)
    {
        var price = Price(Bid(rate), Lot(face, days));
        Assert.Equal(Yuan(discount), price.Discount);
        Assert.Equal(Yuan(cash), price.CashToday);
    }

    [Fact]
    public void The_published_advance_pays_out_its_reserve_less_the_fee()
    {
        var fee = Yuan("10000.00").Share(Percent("3"));
        var price = Price(Bid("0", advance: "80") with { FeesFromReserve = fee }, Lot("10000.00", 30));

        Assert.Equal(Yuan("300.00"), fee);
        Assert.Equal(Yuan("8000.00"), price.FinancedAmount);
        Assert.Equal(Yuan("8000.00"), price.CashToday);
        Assert.Equal(Yuan("2000.00"), price.Lots[0].Reserve);
        Assert.Equal(Yuan("1700.00"), price.ReservePaidOut);
        Assert.Equal(Yuan("9700.00"), price.CashToday + price.ReservePaidOut);
        Assert.Equal(Yuan("300.00"), price.Cost);
    }

    [Fact]
    public void A_discount_to_yield_is_multiplied_first_and_divided_once()
    {
        var price = Price(Bid("4", method: DiscountMethod.Yield), Lot("1000000.00", 90));
        Assert.Equal(Yuan("9900.99"), price.Discount);
    }

    [Fact]
    public void The_financed_amount_is_floored_and_the_reserve_is_the_rest()
    {
        var lot = Price(Bid("0", advance: "33.3333"), Lot("1.01", 30)).Lots[0];
        Assert.Equal(Yuan("0.33"), lot.FinancedAmount);
        Assert.Equal(Yuan("0.68"), lot.Reserve);
    }

    [Fact]
    public void Each_lot_is_priced_by_its_own_days_and_rounded_by_itself()
    {
        var price = Price(Bid("6"), Lot("1000.00", 20), Lot("1000.00", 40));
        Assert.Equal([Yuan("3.33"), Yuan("6.67")], price.Lots.Select(x => x.Discount));
        Assert.Equal(Yuan("10.00"), price.Discount);
    }

    [Fact]
    public void Fees_at_payout_lower_the_cash_and_fees_from_the_reserve_do_not()
    {
        var lot = Lot("10000.00", 30);
        Assert.Equal(Yuan("7990.00"), Price(Bid("0", advance: "80", atPayout: "10.00"), lot).CashToday);
        Assert.Equal(Yuan("8000.00"), Price(Bid("0", advance: "80", fromReserve: "10.00"), lot).CashToday);
    }

    [Fact]
    public void Where_the_debtor_bears_the_cost_the_supplier_gets_the_whole_financed_amount()
    {
        var price = OfferPrice.Of(Bid("18", atPayout: "5.00"), [Lot("10000.00", 7)], CostBearer.Debtor);
        Assert.Equal(Yuan("10000.00"), price.CashToday);
        Assert.Equal(Yuan("40.00"), price.Cost);
    }

    [Fact]
    public void The_all_in_rate_is_on_a_365_day_year_whatever_the_bids_basis()
    {
        // 35 · 365 / (9,965 · 7) = 0.183142…
        Assert.Equal(183_141, Price(Bid("18"), Lot("10000.00", 7)).AllInRate.PartsPerMillion);
    }

    [Fact]
    public void All_in_rates_that_look_alike_in_parts_per_million_are_still_told_apart()
    {
        var cheaper = AllInRate.Of(Yuan("1.00"), [(Yuan("90000000000.00"), 365)]);
        var dearer = AllInRate.Of(Yuan("1.01"), [(Yuan("90000000000.00"), 365)]);
        Assert.Equal(cheaper.PartsPerMillion, dearer.PartsPerMillion);
        Assert.True(cheaper < dearer);
    }

    [Fact]
    public void A_lot_due_before_the_value_date_has_no_price() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Price(Bid("4"), Lot("1.00", -1)));

    [Property]
    public Property Cash_and_cost_account_for_the_financed_amount_in_every_bundle() => Prop.ForAll(Bundles, x =>
    {
        var price = OfferPrice.Of(x.Terms, x.Lots, CostBearer.Supplier);
        return price.CashToday + price.Cost == price.FinancedAmount + x.Terms.FeesFromReserve
            && price.FinancedAmount + price.ReservePaidOut + x.Terms.FeesFromReserve
                == x.Lots.Select(l => l.Face).Aggregate((a, b) => a + b)
            && price.Lots.All(l => l.FeesFromReserve <= l.Reserve);
    });

    [Property]
    public Property A_dearer_rate_never_pays_more_cash() => Prop.ForAll(Bundles, x =>
        OfferPrice.Of(x.Terms with { Rate = new Rate(x.Terms.Rate.PartsPerMillion + 1) }, x.Lots, CostBearer.Supplier).CashToday
        <= OfferPrice.Of(x.Terms, x.Lots, CostBearer.Supplier).CashToday);
}
