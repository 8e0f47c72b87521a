using SupplyFinance.Factoring.Pricing;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Factoring.Auctions;

/// <summary>What a bid may offer on a request.</summary>
public static class BidRules
{
    /// <summary>The first rule that the offer breaks, or null.</summary>
    /// <param name="closingDate">The business date on which the auction closes.</param>
    /// <param name="confirmedOn">When the oldest certificate of the bundle was issued.</param>
    public static Failure? Judge(
        FinancingRequest request, IReadOnlyList<RequestLot> lots, BidContent bid, DateOnly closingDate,
        DateOnly confirmedOn) =>
        Form(request, bid) ?? Dates(request, lots, bid, closingDate, confirmedOn) ?? Amounts(request, lots, bid);

    private static Failure? Form(FinancingRequest request, BidContent bid)
    {
        if (bid.RatePpm is < 0 or > FactoringPolicy.MaxRatePpm)
            return new InvalidField("ratePpm", "rate", "A yearly rate is 0 to 1,000,000 parts per million.");
        if (!DayBasis.TryOf(bid.DayBasis, out _))
            return new InvalidField("dayBasis", "day-basis", $"A day basis is one of {string.Join(", ", DayBasis.All)}.");
        if (bid.AdvancePpm is < FactoringPolicy.MinAdvancePpm or > Rate.Whole)
            return new InvalidField("advancePpm", "advance", "The financed share is 1 to 100 %.");
        if (request.AdvancePpm is { } fixedAdvance && bid.AdvancePpm != fixedAdvance)
            return new InvalidField("advancePpm", "advance-fixed", $"The request fixes the advance at {fixedAdvance} ppm.");
        return bid.WithRecourse && !request.RecourseAllowed
            ? new InvalidField("withRecourse", "recourse-not-allowed", "The request takes offers without recourse only.")
            : null;
    }

    private static Failure? Dates(
        FinancingRequest request, IReadOnlyList<RequestLot> lots, BidContent bid, DateOnly closingDate, DateOnly confirmedOn)
    {
        if (bid.ValueDate < closingDate)
            return new InvalidField("valueDate", "value-date", "The money cannot be promised before the auction closes.");
        if (bid.ValueDate >= lots.Min(x => x.DueDate))
            return new InvalidField("valueDate", "value-date", "The money must be promised before the first lot is due.");
        if (bid.ValidUntil <= request.ClosesAt)
            return new InvalidField("validUntil", "validity", "An offer must be valid for some time after the close.");
        return string.IsNullOrWhiteSpace(bid.TenorReason)
            && lots.Any(x => x.DueDate > confirmedOn.AddMonths(FactoringPolicy.MonthsWithoutReason))
            ? new InvalidField("tenorReason", "tenor-reason", "Above six months, say why the tenor is reasonable (art. 11).")
            : null;
    }

    private static Failure? Amounts(FinancingRequest request, IReadOnlyList<RequestLot> lots, BidContent bid)
    {
        if (bid.FeesAtPayout < 0 || bid.FeesFromReserve < 0)
            return new InvalidField("feesAtPayout", "fees", "Fees are not negative.");
        if (bid.FeesFromReserve > 0 && request.BornBy == CostBearer.Debtor)
            return new InvalidField("feesFromReserve", "fees", "The reserve is the supplier's; the debtor bears this cost.");
        var reserve = lots.Sum(x => x.Face - Financed(request, x, bid).Minor);
        if (bid.FeesFromReserve > reserve)
            return new InvalidField("feesFromReserve", "fees", "Fees from the reserve cannot exceed the reserve.");
        if (lots.Any(x => Financed(request, x, bid).IsZero))
            return new InvalidField("advancePpm", "nothing-paid", "A lot would be financed with nothing.");
        return bid.Price(request, lots).Lots.All(x => x.CashToday.IsPositive)
            ? null
            : new InvalidField("ratePpm", "nothing-paid", "Discount and fees would eat up all that is paid for a lot.");
    }

    private static Money Financed(FinancingRequest request, RequestLot lot, BidContent bid) =>
        new Money(lot.Face, Currency.Of(request.Currency)).Share(new Rate(bid.AdvancePpm));
}
