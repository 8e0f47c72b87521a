using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Receivables;

/// <summary>The debtor says why it does not owe a proposed receivable. A confirmed one can no longer be
/// disputed.</summary>
public static class DisputeReceivable
{
    /// <summary>Why the debt is not owed.</summary>
    public sealed record Request(string Reason);

    public static async Task<Result<ReceivableView>> Handle(Guid id, Request request, IfMatch match, Caller caller,
        UnitOfWork work)
    {
        if (await ReceivableRows.Hold(work, id) is not { } receivable || receivable.DebtorId != caller.OrganisationId)
            return new NotFound("receivable", id);
        if (match.Against(receivable.Version) is { } mismatch) return mismatch;
        var decision = receivable.Dispute(request.Reason);
        if (decision.IsFailure) return decision.Failure;
        await ReceivableRows.Save(work, decision.Value);
        return ((Result<ReceivableView>)ReceivableView.Of(decision.Value, work.BusinessToday))
            .At(decision.Value.Version);
    }
}
