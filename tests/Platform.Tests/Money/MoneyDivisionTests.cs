using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SupplyFinance.Platform.Money;
using Amount = SupplyFinance.Platform.Money.Money;

namespace SupplyFinance.Platform.Tests.Money;

public class MoneyDivisionTests
{
    private static readonly Currency Cny = Currency.Of("CNY");

    private static readonly Arbitrary<long> Amounts =
        Gen.Choose(0, 1000).Select(x => (long)x)
            .Or(Gen.Choose(0, int.MaxValue).Select(x => x * 4_000_000_000L)).ToArbitrary();

    private static readonly Arbitrary<long[]> Weights =
        Gen.Choose(0, 50).Select(x => x * 3_600_000_000_000_000L * (x % 3))
            .Or(Gen.Choose(0, 9).Select(x => (long)x))
            .NonEmptyListOf().Where(x => x.Any(y => y > 0)).Select(x => x.ToArray()).ToArbitrary();

    [Fact]
    public void The_worked_late_charge_is_shared_by_largest_remainder() =>
        Assert.Equal([3466L, 2080L, 1387L], Parts(6933, 400_000, 240_000, 160_000));

    [Fact]
    public void Equal_remainders_go_to_the_earlier_positions() => Assert.Equal([34L, 33L, 33L], Parts(100, 1, 1, 1));

    [Fact]
    public void A_weight_of_nothing_gets_nothing() => Assert.Equal([0L, 7L, 0L], Parts(7, 0, 3, 0));

    [Fact]
    public void Weights_of_which_none_is_positive_are_refused() =>
        Assert.Throws<ArgumentException>(() => Parts(1, 0, 0));

    [Fact]
    public void A_negative_weight_is_refused() => Assert.Throws<ArgumentException>(() => Parts(1, 2, -1));

    [Fact]
    public void A_negative_amount_is_not_divided() => Assert.Throws<ArgumentOutOfRangeException>(() => Parts(-1, 1));

    [Theory]
    [InlineData(1_000_000, 800_000, 800_000)]
    [InlineData(101, 333_333, 33)]
    [InlineData(long.MaxValue, 1_000_000, long.MaxValue)]
    [InlineData(1, 999_999, 0)]
    public void A_share_is_floored_to_the_minor_unit(long amount, int share, long expected) =>
        Assert.Equal(expected, new Amount(amount, Cny).Share(new Rate(share)).Minor);

    [Fact]
    public void A_product_too_large_for_money_is_an_error_and_never_wraps() =>
        Assert.Throws<OverflowException>(() => new Amount(long.MaxValue, Cny).TimesHalfUp(2, 1));

    [Property]
    public Property The_parts_sum_to_the_whole() =>
        Prop.ForAll(Amounts, Weights, (amount, weights) => Parts(amount, weights).Sum() == amount);

    [Property]
    public Property No_part_is_a_whole_unit_away_from_its_exact_share() =>
        Prop.ForAll(Amounts, Weights, (amount, weights) =>
        {
            var total = weights.Aggregate(Int128.Zero, (sum, x) => sum + x);
            return Parts(amount, weights).Zip(weights)
                .All(x => Int128.Abs(((Int128)x.First * total) - ((Int128)amount * x.Second)) < total);
        });

    [Property]
    public Property A_share_and_its_rest_make_the_whole() =>
        Prop.ForAll(Amounts, Gen.Choose(0, 1_000_000).ToArbitrary(), (amount, share) =>
        {
            var whole = new Amount(amount, Cny);
            var rest = whole - whole.Share(new Rate(share));
            return !rest.IsNegative && rest - whole.Share(new Rate(1_000_000 - share)) <= new Amount(1, Cny);
        });

    private static long[] Parts(long amount, params long[] weights) =>
        [.. new Amount(amount, Cny).Allocate(weights).Select(x => x.Minor)];
}
