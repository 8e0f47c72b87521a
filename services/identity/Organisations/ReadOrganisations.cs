using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Identity;

/// <summary>The directory of organisations, by kind or by identifier, and one of them.</summary>
public static class ReadOrganisations
{
    /// <param name="kind">Only organisations of this kind.</param>
    /// <param name="scheme">With <paramref name="value"/>: the organisation registered under this identifier.</param>
    public static async Task<Result<Page<OrganisationView>>> List(
        Paging paging, string? kind, string? scheme, string? value, Caller caller, UnitOfWork work)
    {
        if (scheme is not null && value is not null)
        {
            return await ByIdentifier(new(scheme, value), caller, work);
        }

        var rows = await Organisations.Visible(
            work, paging.After, paging.Limit + 1, kind, caller.OrganisationId, OrganisationView.SeesAll(caller));
        return paging.Of(rows, row => row.Position, row => OrganisationView.For(caller, row.Organisation)!);
    }

    public static async Task<Result<OrganisationView>> Get(Guid id, Caller caller, UnitOfWork work) =>
        await Organisations.Find(work, id) is { } organisation && OrganisationView.For(caller, organisation) is { } view
            ? ((Result<OrganisationView>)view).At(view.Version)
            : new NotFound("organisation", id);

    private static async Task<Result<Page<OrganisationView>>> ByIdentifier(
        OrganisationIdentifier given, Caller caller, UnitOfWork work)
    {
        if (Identifiers.Read(given).Identifier is not { } identifier)
        {
            return new InvalidField("value", "invalid-identifier", $"'{given.Value}' is no {given.Scheme} identifier.");
        }

        return await Organisations.By(work, identifier) is { } organisation
            && OrganisationView.For(caller, organisation) is { } view
            ? new Page<OrganisationView>([view], null)
            : new Page<OrganisationView>([], null);
    }
}
