using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Ledger;

/// <summary>Who may see a lot: the auditor and the operator, its debtor, whoever holds or held it or a lot on its path,
/// the winner that its lock names, and those to whom it is disclosed.</summary>
public static class LotAccess
{
    private static readonly Sql Concerned = Sql.Of("""
        select 1 from lot l
        where l.id = @lotId and (l.debtor_id = @organisationId or l.lock_beneficiary_id = @organisationId
            or exists (select 1 from lot_ancestor a join lot h on h.id = a.ancestor_id
                where a.lot_id = l.id and h.holder_id = @organisationId)
            or exists (select 1 from lot_ancestor a join lot h on h.id = a.lot_id
                where a.ancestor_id = l.id and h.holder_id = @organisationId))
        """);

    /// <summary>Does this caller see every lot there is?</summary>
    public static bool SeesAll(Caller caller) =>
        caller.Is(OrganisationKinds.Auditor) || caller.Is(OrganisationKinds.Operator);

    /// <summary>May this caller see the lot?</summary>
    public static async Task<bool> Allows(UnitOfWork work, Caller caller, Guid lotId) =>
        SeesAll(caller)
        || await work.QueryFirst<int?>(Concerned, new { lotId, caller.OrganisationId }) is not null
        || await Disclosures.Allow(work, lotId, caller.OrganisationId);

    /// <summary>The ids among these that the caller may see.</summary>
    public static async Task<HashSet<Guid>> Visible(UnitOfWork work, Caller caller, IEnumerable<Guid> lotIds)
    {
        var visible = new HashSet<Guid>();
        foreach (var id in lotIds.Distinct())
        {
            if (await Allows(work, caller, id)) visible.Add(id);
        }

        return visible;
    }
}
