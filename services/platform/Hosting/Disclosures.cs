using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Platform.Hosting;

/// <summary>Which organisations may see objects that are not theirs, until when and why; written only from events.</summary>
public static class Disclosures
{
    private static readonly Sql Put = Sql.UpsertIfNewer(
        "disclosure", "object_id, organisation_id, disclosed_by", "object_id, organisation_id, disclosed_by, version, until, because");

    private static readonly Sql Find = Sql.Of("""
        select 1 from disclosure
        where object_id = @objectId and organisation_id = @organisationId and (until is null or until > @now)
        """);

    /// <summary>Whether an object is disclosed to an organisation now, by the business clock.</summary>
    public static async Task<bool> Allow(UnitOfWork work, Guid objectId, Guid organisationId) =>
        await work.QueryFirst<int?>(Find, new { objectId, organisationId, now = work.BusinessNow }) is not null;

    internal static async Task Keep(Disclosed message, UnitOfWork work)
    {
        foreach (var objectId in message.ObjectIds)
        {
            await work.Execute(Put, new
            {
                objectId,
                message.OrganisationId,
                DisclosedBy = message.Id,
                message.Version,
                message.Until,
                message.Because,
            });
        }
    }
}
