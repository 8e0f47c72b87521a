using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Receivables.Lots;

/// <summary>Reminds this service that an offer of lots may have lapsed.</summary>
public sealed record LapseLotTransfer(Guid TransferId) : ICommand
{
    /// <summary>One that was answered meanwhile stays as it is.</summary>
    public static async Task Handle(LapseLotTransfer message, UnitOfWork work)
    {
        var decision = (await LotTransferRows.Hold(work, message.TransferId))!.Transfer().Lapse(work.BusinessNow);
        if (!decision.IsFailure) await LotTransferRows.Save(work, decision.Value);
    }
}
