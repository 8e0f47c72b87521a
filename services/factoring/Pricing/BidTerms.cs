using SupplyFinance.Platform.Money;

namespace SupplyFinance.Factoring.Pricing;

/// <summary>What a bank offers for the whole bundle.</summary>
/// <param name="Rate">Per year, on <paramref name="DayBasis"/>.</param>
/// <param name="Advance">Financed share of the face, 1–100 %.</param>
/// <param name="FeesAtPayout">Kept back when the money is paid out.</param>
/// <param name="FeesFromReserve">Taken out of the reserve at collection.</param>
/// <param name="ValueDate">The day the bank promises to pay; discount days count from it even if it pays later.</param>
public sealed record BidTerms(
    Rate Rate, DayBasis DayBasis, DiscountMethod Method, Rate Advance, Money FeesAtPayout, Money FeesFromReserve,
    bool WithRecourse, DateOnly ValueDate);

/// <summary>One lot of the bundle as it is priced. <paramref name="DueDate"/> is already rolled to a business day.</summary>
public sealed record OfferedLot(Guid LotId, Guid ReceivableId, Money Face, DateOnly DueDate);
