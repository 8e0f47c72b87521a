using SupplyFinance.Platform.Money;

namespace SupplyFinance.Factoring.Pricing;

/// <summary>Who pays for the financing (<c>supplier</c>, or <c>debtor</c> in reverse factoring).</summary>
public enum CostBearer
{
    Supplier,
    Debtor,
}

/// <summary>One lot's figures under one bid.</summary>
/// <param name="FinancedAmount">A = advance · face, floored.</param>
/// <param name="Discount">D, rounded half up once.</param>
/// <param name="CashToday">C: A less discount and fees at payout, or the full A where the debtor bears the cost.</param>
/// <param name="Days">Actual days from the promised value date to the due date, for the all-in rate.</param>
public sealed record LotPrice(
    OfferedLot Lot, Money FinancedAmount, Money Discount, Money FeesAtPayout, Money FeesFromReserve, Money CashToday,
    int Days)
{
    /// <summary>Face − A: a debt of the bank to the seller until collection.</summary>
    public Money Reserve => Lot.Face - FinancedAmount;

    /// <summary>K = discount and all fees.</summary>
    public Money Cost => Discount + FeesAtPayout + FeesFromReserve;
}

/// <summary>A bid's price for the bundle: the sums of its lots.</summary>
public sealed record OfferPrice(IReadOnlyList<LotPrice> Lots)
{
    public Money FinancedAmount => Sum(x => x.FinancedAmount);
    public Money Discount => Sum(x => x.Discount);
    public Money CashToday => Sum(x => x.CashToday);
    public Money Cost => Sum(x => x.Cost);

    /// <summary>What the seller gets at collection if the debtor pays in full on the due date.</summary>
    public Money ReservePaidOut => Sum(x => x.Reserve - x.FeesFromReserve);

    /// <summary>The one comparable figure.</summary>
    public AllInRate AllInRate => AllInRate.Of(Cost, Lots.Select(x => (x.CashToday, x.Days)));

    /// <summary>Prices each lot by its own days. Fees at payout are shared out over the lots by financed amount, fees from
    /// the reserve by reserve, both by largest remainder; so no lot's fee exceeds its reserve when the sum does not.</summary>
    /// <exception cref="ArgumentException">There is no lot, or fees from the reserve where there is no reserve.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A lot is due before the value date.</exception>
    public static OfferPrice Of(BidTerms terms, IReadOnlyList<OfferedLot> lots, CostBearer costBearer)
    {
        var financed = lots.Select(x => x.Face.Share(terms.Advance)).ToArray();
        var reserves = lots.Zip(financed, (lot, a) => lot.Face - a).ToArray();
        var atPayout = Spread(terms.FeesAtPayout, financed);
        var fromReserve = Spread(terms.FeesFromReserve, reserves);

        return new OfferPrice([.. lots.Select((lot, i) =>
        {
            var discount = DiscountOf(terms, financed[i], terms.DayBasis.Days(terms.ValueDate, lot.DueDate));
            var cash = costBearer == CostBearer.Debtor ? financed[i] : financed[i] - discount - atPayout[i];
            var days = DayBasis.Act365F.Days(terms.ValueDate, lot.DueDate);
            return new LotPrice(lot, financed[i], discount, atPayout[i], fromReserve[i], cash, days);
        })]);
    }

    private static Money DiscountOf(BidTerms terms, Money financed, int days) => terms.Method switch
    {
        DiscountMethod.Straight => terms.DayBasis.Interest(financed, terms.Rate, days),
        DiscountMethod.Yield => terms.DayBasis.DiscountToYield(financed, terms.Rate, days),
    };

    private static Money[] Spread(Money fees, Money[] weights) => fees.IsZero
        ? [.. weights.Select(_ => fees)]
        : fees.Allocate([.. weights.Select(x => x.Minor)]);

    private Money Sum(Func<LotPrice, Money> figure) => Lots.Select(figure).Aggregate((a, b) => a + b);
}
