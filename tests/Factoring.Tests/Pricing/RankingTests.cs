using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SupplyFinance.Factoring.Pricing;
using SupplyFinance.Platform.Money;
using static SupplyFinance.Factoring.Tests.Pricing.Figures;

namespace SupplyFinance.Factoring.Tests.Pricing;

public class RankingTests
{
    private static readonly OfferedLot Million = Lot("1000000.00", 90);

    [Fact]
    public void The_lower_looking_rate_on_the_shorter_year_ranks_second()
    {
        var trap = Standing(1, Bid("4.00"));
        var better = Standing(2, Bid("4.03", DayBasis.Act365F));

        Assert.Equal(Yuan("10000.00"), trap.Price.Cost);
        Assert.Equal(Yuan("9936.99"), better.Price.Cost);
        Assert.Equal([2L, 1L], Order(CostBearer.Supplier, false, trap, better));
        Assert.Equal([2L, 1L], Order(CostBearer.Supplier, true, trap, better));
        Assert.Equal([2L, 1L], Order(CostBearer.Debtor, false, trap, better));
    }

    [Fact]
    public void With_a_fixed_advance_equal_cash_is_decided_by_the_lower_cost() =>
        Assert.Equal([2L, 1L], Order(
            CostBearer.Supplier, false,
            Standing(1, Bid("4", advance: "80", fromReserve: "10.00")),
            Standing(2, Bid("4", advance: "80", fromReserve: "9.99"))));

    [Fact]
    public void Where_the_advance_varies_the_lower_all_in_rate_beats_more_cash() =>
        Assert.Equal([2L, 1L], Order(
            CostBearer.Supplier, true,
            Standing(1, Bid("5", advance: "100")),
            Standing(2, Bid("4", advance: "80"))));

    [Fact]
    public void Where_the_debtor_bears_the_cost_the_lowest_cost_wins() =>
        Assert.Equal([2L, 1L], Order(CostBearer.Debtor, false, Standing(1, Bid("4.01")), Standing(2, Bid("4.00"))));

    [Theory]
    [InlineData(CostBearer.Supplier, false)]
    [InlineData(CostBearer.Supplier, true)]
    [InlineData(CostBearer.Debtor, false)]
    public void Equal_offers_rank_by_sequence_number(CostBearer bearer, bool mayVary) =>
        Assert.Equal([3L, 5L, 7L], Order(
            bearer, mayVary, Standing(7, Bid("4")), Standing(3, Bid("4")), Standing(5, Bid("4"))));

    [Property]
    public Property The_rank_does_not_depend_on_the_order_bids_are_read_in() => Prop.ForAll(
        Gen.Choose(1, 4).Select(x => Bid(x.ToString(System.Globalization.CultureInfo.InvariantCulture))).ListOf(8)
            .SelectMany(x => Gen.Shuffle(x.Select((terms, i) => Standing(i, terms)).ToArray())).ToArbitrary(),
        Gen.Elements(CostBearer.Supplier, CostBearer.Debtor).ToArbitrary(),
        (shuffled, bearer) => Order(bearer, false, shuffled)
            .SequenceEqual(Order(bearer, false, [.. shuffled.OrderBy(x => x.Sequence)])));

    private static StandingBid Standing(long sequence, BidTerms terms) =>
        new(Guid.NewGuid(), sequence, OfferPrice.Of(terms, [Million], CostBearer.Supplier));

    private static IEnumerable<long> Order(CostBearer bearer, bool mayVary, params StandingBid[] bids) =>
        Ranking.Rank(bids, bearer, mayVary).Select(x => x.Sequence);
}
