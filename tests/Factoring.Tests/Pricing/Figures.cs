using System.Globalization;
using SupplyFinance.Factoring.Pricing;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Factoring.Tests.Pricing;

/// <summary>Short ways to write amounts, lots and bids in tests.</summary>
internal static class Figures
{
    public static readonly Currency Cny = Currency.Of("CNY");
    public static readonly DateOnly Paid = new(2026, 3, 2);

    public static Money Yuan(string text) =>
        Money.TryParse(text, Cny, out var money) ? money : throw new ArgumentException(text, nameof(text));

    public static OfferedLot Lot(string face, int days) => new(Guid.NewGuid(), Guid.NewGuid(), Yuan(face), Paid.AddDays(days));

    public static Rate Percent(string percent) =>
        new((int)(decimal.Parse(percent, CultureInfo.InvariantCulture) * 10_000));

    public static BidTerms Bid(
        string rate, DayBasis? basis = null, DiscountMethod method = DiscountMethod.Straight, string advance = "100",
        string atPayout = "0.00", string fromReserve = "0.00") => new(
        Percent(rate), basis ?? DayBasis.Act360, method, Percent(advance), Yuan(atPayout), Yuan(fromReserve), false, Paid);

    public static OfferPrice Price(BidTerms terms, params OfferedLot[] lots) =>
        OfferPrice.Of(terms, lots, CostBearer.Supplier);
}
