using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.BankSettlement;

/// <summary>The operator has a notification booked again that was set aside, once what was wrong here is mended.
/// Nothing moves that the bank did not book, and nothing twice.</summary>
public static class ReplayNotification
{
    public static async Task<Result<ReadSettlementExceptions.View>> Handle(Guid id, UnitOfWork work)
    {
        if (await SettlementException.Lock(work, id) is not { Cause: ExceptionCauses.UnbookableNotification } exception)
            return new NotFound("notification that was set aside", id);
        if (exception.State != SettlementExceptions.Open) return new ExceptionResolved();
        await BankDocuments.Replay(work, exception.UniqueKey);
        await exception.Resolve(work, "Replayed.");
        return ReadSettlementExceptions.Shown(exception);
    }
}
