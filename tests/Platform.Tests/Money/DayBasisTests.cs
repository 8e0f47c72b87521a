using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using SupplyFinance.Platform.Money;
using Amount = SupplyFinance.Platform.Money.Money;

namespace SupplyFinance.Platform.Tests.Money;

public class DayBasisTests
{
    private static readonly Currency Cny = Currency.Of("CNY");

    private static readonly Arbitrary<int> Amounts = Gen.Choose(0, int.MaxValue).ToArbitrary();
    private static readonly Arbitrary<int> Rates = Gen.Choose(0, 400_000).ToArbitrary();
    private static readonly Arbitrary<int> Terms = Gen.Choose(0, 400).ToArbitrary();

    [Theory]
    [InlineData("ACT/360", "2026-01-31", "2026-03-01", 29)]
    [InlineData("ACT/365F", "2026-01-31", "2026-03-01", 29)]
    [InlineData("ACT/360", "2028-02-28", "2028-03-01", 2)]
    [InlineData("30E/360", "2026-01-31", "2026-03-01", 31)]
    [InlineData("30E/360", "2026-01-30", "2026-01-31", 0)]
    [InlineData("30E/360", "2026-02-28", "2026-03-31", 32)]
    [InlineData("30E/360", "2025-12-31", "2026-12-31", 360)]
    [InlineData("ACT/360", "2026-05-05", "2026-05-05", 0)]
    public void Days_are_counted_first_day_out_last_day_in(string basis, string from, string to, int days) =>
        Assert.Equal(days, DayBasis.Of(basis).Days(Date(from), Date(to)));

    [Theory]
    [InlineData("10000.00", 180_000, 7, "35.00")]
    [InlineData("10000.00", 240_000, 14, "93.33")]
    [InlineData("1000.00", 60_000, 20, "3.33")]
    [InlineData("840.00", 80_000, 39, "7.28")]
    [InlineData("8000.00", 80_000, 39, "69.33")]
    [InlineData("1000000.00", 40_000, 90, "10000.00")]
    public void Published_interest_figures_on_a_360_day_year_come_out_exactly(
        string amount, int rate, int days, string interest) =>
        Assert.Equal(Of(interest), DayBasis.Act360.Interest(Of(amount), new Rate(rate), days));

    [Fact]
    public void The_higher_rate_on_the_longer_year_costs_less()
    {
        var dearer = DayBasis.Act360.Interest(Of("1000000.00"), new Rate(40_000), 90);
        var cheaper = DayBasis.Act365F.Interest(Of("1000000.00"), new Rate(40_300), 90);
        Assert.Equal(Of("10000.00"), dearer);
        Assert.Equal(Of("9936.99"), cheaper);
    }

    [Theory]
    [InlineData("30.00", 60_000, 1, "0.01")] // exactly half a cent
    [InlineData("29.99", 60_000, 1, "0.00")]
    public void Half_a_minor_unit_rounds_up_and_less_does_not(string amount, int rate, int days, string interest) =>
        Assert.Equal(Of(interest), DayBasis.Act360.Interest(Of(amount), new Rate(rate), days));

    [Fact]
    public void A_discount_to_yield_earns_the_rate_on_what_is_paid_out()
    {
        // 1,000,000 · 0.04 · 90 / (360 + 0.04 · 90) = 3,600,000 / 363.6 = 9,900.990099…
        var discount = DayBasis.Act360.DiscountToYield(Of("1000000.00"), new Rate(40_000), 90);
        Assert.Equal(Of("9900.99"), discount);
        Assert.Equal(discount, DayBasis.Act360.Interest(Of("1000000.00") - discount, new Rate(40_000), 90));
    }

    [Fact]
    public void Dates_that_run_backwards_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DayBasis.Act360.Days(Date("2026-01-02"), Date("2026-01-01")));

    [Theory]
    [InlineData("ACT/365")]
    [InlineData("act/360")]
    [InlineData(null)]
    public void A_basis_is_named_by_its_exact_code(string? code) => Assert.False(DayBasis.TryOf(code, out _));

    [Property]
    public Property Actual_days_add_up_over_any_day_between() => Prop.ForAll(
        Gen.Choose(0, 20_000).Three().ToArbitrary(),
        days =>
        {
            var dates = new[] { days.Item1, days.Item2, days.Item3 }
                .Order().Select(x => new DateOnly(2000, 1, 1).AddDays(x)).ToArray();
            return DayBasis.Act365F.Days(dates[0], dates[2])
                == DayBasis.Act365F.Days(dates[0], dates[1]) + DayBasis.Act365F.Days(dates[1], dates[2]);
        });

    [Property]
    public Property Interest_is_the_decimal_formula_rounded_half_up_once() => Prop.ForAll(
        Amounts, Rates, Terms,
        (minor, rate, days) => DayBasis.All.All(basis =>
            basis.Interest(new Amount(minor, Cny), new Rate(rate), days).Minor
            == (long)Math.Floor(((decimal)minor * rate * days * 2 / (1_000_000m * basis.DaysInYear) + 1) / 2)));

    [Property]
    public Property A_discount_to_yield_never_exceeds_the_straight_discount() => Prop.ForAll(
        Amounts, Rates, Terms,
        (minor, rate, days) => DayBasis.Act360.DiscountToYield(new Amount(minor, Cny), new Rate(rate), days)
            <= DayBasis.Act360.Interest(new Amount(minor, Cny), new Rate(rate), days));

    private static Amount Of(string text) =>
        Amount.TryParse(text, Cny, out var money) ? money : throw new ArgumentException(text);

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
