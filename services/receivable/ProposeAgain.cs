using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Receivables;

/// <summary>The supplier proposes a disputed receivable again, once the dispute is settled; the time to answer starts
/// anew.</summary>
public static class ProposeAgain
{
    public static async Task<Result<ReceivableView>> Handle(Guid id, IfMatch match, Caller caller, UnitOfWork work)
    {
        if (await ReceivableRows.Hold(work, id) is not { } receivable || receivable.SupplierId != caller.OrganisationId)
            return new NotFound("receivable", id);
        if (match.Against(receivable.Version) is { } mismatch) return mismatch;
        var decision = receivable.ProposeAgain(work.BusinessNow, work.BusinessToday);
        if (decision.IsFailure) return decision.Failure;
        await ReceivableRows.Save(work, decision.Value);
        work.Schedule(new LapseReceivable(id), decision.Value.LapsesAt, ClockKind.Business);
        return ((Result<ReceivableView>)ReceivableView.Of(decision.Value, work.BusinessToday))
            .At(decision.Value.Version);
    }
}
