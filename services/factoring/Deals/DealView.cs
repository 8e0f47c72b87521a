using SupplyFinance.Factoring.Pricing;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Factoring.Deals;

/// <summary>A deal as its parties see it. A debtor that does not bear the cost sees no price.</summary>
/// <param name="State">claiming, locking, registering, paying, transferring, completed, undoing or failed.</param>
/// <param name="CashToday">What the seller is paid.</param>
/// <param name="Cost">Discount and all fees.</param>
/// <param name="RegistrationRequired">Whether the payment waits for the assignment's registration.</param>
/// <param name="Reason">Why it failed, or what holds the title up after payment.</param>
/// <param name="Alarm">What a person must look at, null in the ordinary course.</param>
public sealed record DealView(
    Guid Id, long Version, Guid FinancingRequestId, Guid SellerId, Guid FinancierId, Guid DebtorId, CostBearer CostBearer,
    string State, string? Reason, string? Alarm, Money Face, Money? CashToday, Money? Cost, int? RatePpm, string? DayBasis,
    DiscountMethod? Method, int? AdvancePpm, bool WithRecourse, DateOnly ValueDate, Guid PaymentId,
    bool RegistrationRequired, string? RegistrationReference, DateTimeOffset? RegisteredAt, DateTimeOffset AcceptedAt,
    IReadOnlyList<DealView.Lot> Lots)
{
    /// <summary>One lot: what was offered, what the financier receives, and its own figures.</summary>
    public sealed record Lot(
        Guid LotId, Guid FinancierLotId, Guid ReceivableId, DateOnly DueDate, Money Face, bool Transferred,
        Money? FinancedAmount, Money? Discount, Money? FeesAtPayout, Money? FeesFromReserve);

    internal static DealView Of(Deal deal, IReadOnlyList<FinancedLot> lots, bool showsPrices)
    {
        var currency = Currency.Of(deal.Currency);
        Money? Priced(long minor) => showsPrices ? new Money(minor, currency) : null;
        return new DealView(
            deal.Id, deal.Version, deal.RequestId, deal.SellerId, deal.FinancierId, deal.DebtorId, deal.BornBy, deal.State,
            deal.Reason, deal.Alarm, new Money(lots.Sum(x => x.Face), currency), Priced(deal.CashToday), Priced(deal.Cost),
            showsPrices ? deal.RatePpm : null, showsPrices ? deal.DayBasis : null,
            showsPrices ? Enum.Parse<DiscountMethod>(deal.Method) : null, showsPrices ? deal.AdvancePpm : null,
            deal.WithRecourse, deal.ValueDate, deal.Plan(lots).PaymentId, deal.RegistrationRequired,
            deal.RegistrationReference, deal.RegisteredAt, deal.AcceptedAt,
            [.. lots.Select(x => new Lot(
                x.LotId, x.FinancierLotId, x.ReceivableId, x.DueDate, new Money(x.Face, currency), x.Transferred,
                Priced(x.FinancedAmount), Priced(x.Discount), Priced(x.FeesAtPayout), Priced(x.FeesFromReserve)))]);
    }
}
