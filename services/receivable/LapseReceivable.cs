using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Receivables;

/// <summary>Reminds this service that a proposal may have lapsed.</summary>
public sealed record LapseReceivable(Guid ReceivableId) : ICommand
{
    /// <summary>One that was answered meanwhile, or proposed again for longer, stays as it is.</summary>
    public static async Task Handle(LapseReceivable message, UnitOfWork work)
    {
        var decision = (await ReceivableRows.Hold(work, message.ReceivableId))!.Lapse(work.BusinessNow);
        if (!decision.IsFailure) await ReceivableRows.Save(work, decision.Value);
    }
}
