using SupplyFinance.Factoring.Pricing;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Money;

namespace SupplyFinance.Factoring.Auctions;

/// <summary>A request as those who may see it see it.</summary>
/// <param name="AdvancePpm">The fixed financed share in parts per million; null where bids may vary it.</param>
/// <param name="ClosesAt">Bids are taken before this instant of the business clock.</param>
/// <param name="DealId">The deal, once an offer was accepted.</param>
public sealed record FinancingRequestView(
    Guid Id, long Version, RequestState State, string? Reason, Guid HolderId, Guid DebtorId, Money Face,
    IReadOnlyList<FinancingRequestView.Lot> Lots, DateTimeOffset OpenedAt, DateTimeOffset ClosesAt, int? AdvancePpm,
    bool AdvanceMayVary, bool WithRecourseAllowed, CostBearer CostBearer, Guid? DealId)
{
    /// <summary>One lot of the bundle.</summary>
    public sealed record Lot(Guid LotId, Guid ReceivableId, Money Face, DateOnly DueDate);

    internal static async Task<FinancingRequestView> Of(UnitOfWork work, FinancingRequest request)
    {
        var currency = Currency.Of(request.Currency);
        var lots = await RequestStore.LotsOf(work, request.Id);
        return new FinancingRequestView(
            request.Id, request.Version, request.Standing, request.Reason, request.HolderId, request.DebtorId,
            request.FaceAmount,
            [.. lots.Select(x => new Lot(x.LotId, x.ReceivableId, new Money(x.Face, currency), x.DueDate))],
            request.OpenedAt, request.ClosesAt, request.AdvancePpm, request.AdvancePpm is null, request.RecourseAllowed,
            request.BornBy, request.DealId);
    }
}
