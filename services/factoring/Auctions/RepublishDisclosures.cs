using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Factoring.Auctions;

/// <summary>Publishes again what requests disclose at present: to the eligible banks while open, to the winner
/// afterwards.</summary>
internal static class RepublishDisclosures
{
    private static readonly Sql PageOf = Sql.By(d => $"""
        select {RequestStore.Columns} from financing_request r
        where r.position > @after order by r.position {d.First("@limit")}
        """);

    public static async Task<long?> Publish(UnitOfWork work, long after)
    {
        var requests = await work.Query<FinancingRequest>(PageOf, new { after, Limit = Republishing.PageSize });
        foreach (var request in requests)
        {
            if (request.Standing == RequestState.Open) await Disclosing.RequestToBanks(work, request.Id);
            if (request.Standing is RequestState.Accepted or RequestState.Completed)
                await Disclosing.Winner(work, request.Id, request.WinnerId!.Value);
        }

        return requests.Count < Republishing.PageSize ? null : requests[^1].Position;
    }
}
