using SupplyFinance.Contracts;
using SupplyFinance.Invoices.Ubl;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Invoices;

/// <summary>Recognises the organisations that invoices name, by any of their identifiers however they are
/// spelled.</summary>
public static class Parties
{
    private static readonly Sql Clear = Sql.Of("delete from party_identifier where organisation_id = @id");

    private static readonly Sql Put = Sql.InsertIfAbsent(
        "party_identifier", "scheme, value, organisation_id", "scheme, value, organisation_id");

    private static readonly Sql FindBy =
        Sql.Of("select organisation_id from party_identifier where scheme = @scheme and value = @value");

    public static async Task Keep(OrganisationChanged message, UnitOfWork work)
    {
        // The platform's own copy has taken the message by now, if it was newer.
        var newest = await Participants.Organisation(work, message.Id) ?? message;
        await work.Execute(Clear, new { newest.Id });
        foreach (var (scheme, value) in IdentifiersOf(newest).Select(x => x.Folded()).Where(x => x.Value.Length > 0)
            .Distinct())
            await work.Execute(Put, new { scheme, value, OrganisationId = newest.Id });
    }

    /// <summary>Whether a party of an invoice is this organisation.</summary>
    public static bool Is(OrganisationChanged organisation, InvoiceParty party) =>
        PartyIdentifier.SameParty(party.Identifiers, IdentifiersOf(organisation));

    /// <summary>The admitted organisations of a kind that a party of an invoice names; more than one when its
    /// identifiers disagree.</summary>
    public static async Task<IReadOnlyList<OrganisationChanged>> Named(UnitOfWork work, InvoiceParty party, string kind)
    {
        var ids = new List<Guid>();
        foreach (var (scheme, value) in party.Identifiers.Select(x => x.Folded()))
            ids.AddRange(await work.Query<Guid>(FindBy, new { scheme, value }));
        var found = new List<OrganisationChanged>();
        foreach (var id in ids.Distinct())
        {
            if (await Participants.Organisation(work, id) is { Status: OrganisationStatuses.Admitted } organisation
                && organisation.Kinds.Contains(kind) && Is(organisation, party)) found.Add(organisation);
        }

        return found;
    }

    private static IEnumerable<PartyIdentifier> IdentifiersOf(OrganisationChanged organisation) =>
        organisation.Identifiers
        .Select(x => new PartyIdentifier(x.Scheme, x.Value))
            .Append(new PartyIdentifier(PartyIdentifier.Name, organisation.Name));
}
