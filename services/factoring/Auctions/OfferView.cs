using SupplyFinance.Factoring.Pricing;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Factoring.Auctions;

/// <summary>A bid with its price: to its bidder at any time, to the cost bearer after the close.</summary>
/// <param name="Place">1 is the best offer; null to the bidder.</param>
/// <param name="Sequence">Its number among the request's bids; null while it waits for its checker.</param>
/// <param name="Digest">SHA-256 of the sealed terms, lower-case hex: what the bank's checker approves.</param>
/// <param name="CashToday">What the seller is paid.</param>
/// <param name="Cost">Discount and all fees.</param>
/// <param name="AllInRatePpm">The one comparable figure: yearly, ACT/365F, parts per million, rounded half up.</param>
/// <param name="ReserveAtCollection">What the seller gets if the debtor pays in full on the due date.</param>
public sealed record OfferView(
    Guid BidId, Guid BankId, BidState State, int? Place, long? Sequence, string Digest, int RatePpm, string DayBasis,
    DiscountMethod Method, int AdvancePpm, Money FeesAtPayout, Money FeesFromReserve, bool WithRecourse, DateOnly ValueDate,
    DateTimeOffset ValidUntil, string? TenorReason, Money FinancedAmount, Money Discount, Money CashToday, Money Cost,
    long AllInRatePpm, Money ReserveAtCollection)
{
    internal static OfferView Of(
        FinancingRequest request, IReadOnlyList<RequestLot> lots, Bid bid, BidContent content, int? place)
    {
        var price = content.Price(request, lots);
        var terms = content.Terms(Currency.Of(request.Currency));
        return new OfferView(
            bid.Id, bid.BankId, bid.Standing, place, bid.Sequence, bid.Digest, content.RatePpm, content.DayBasis,
            content.Method, content.AdvancePpm, terms.FeesAtPayout, terms.FeesFromReserve, content.WithRecourse,
            content.ValueDate, content.ValidUntil, content.TenorReason, price.FinancedAmount, price.Discount,
            price.CashToday, price.Cost, price.AllInRate.PartsPerMillion, price.ReservePaidOut);
    }
}
