using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Receivables.Lots;

/// <summary>The receiver refuses offered lots; nobody can be made to take a certificate as payment (Decree
/// 802).</summary>
public static class DeclineLotTransfer
{
    /// <summary>Why the lots are not taken, if the receiver says so.</summary>
    public sealed record Request(string? Reason = null);

    public static async Task<Result<LotTransferView>> Handle(Guid id, Request request, IfMatch match, Caller caller,
        UnitOfWork work)
    {
        if (await LotTransferRows.Hold(work, id) is not { } row
            || row.ReceiverId != caller.OrganisationId)
            return new NotFound("lot transfer", id);
        if (match.Against(row.Version) is { } mismatch) return mismatch;
        var decision = row.Transfer().Decline(request.Reason);
        if (decision.IsFailure) return decision.Failure;
        var saved = await LotTransferRows.Save(work, decision.Value);
        return ((Result<LotTransferView>)saved.View()).At(saved.Version);
    }
}
