using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Receivables;

/// <summary>The supplier takes an unconfirmed proposal back. Its invoices are free again, and the debtor no longer
/// sees them.</summary>
public static class WithdrawReceivable
{
    public static async Task<Result<ReceivableView>> Handle(Guid id, IfMatch match, Caller caller, UnitOfWork work)
    {
        if (await ReceivableRows.Hold(work, id) is not { } receivable || receivable.SupplierId != caller.OrganisationId)
            return new NotFound("receivable", id);
        if (match.Against(receivable.Version) is { } mismatch) return mismatch;
        var decision = receivable.Withdraw();
        if (decision.IsFailure) return decision.Failure;
        await ReceivableRows.Save(work, decision.Value);
        return ((Result<ReceivableView>)ReceivableView.Of(decision.Value, work.BusinessToday))
            .At(decision.Value.Version);
    }
}
