using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Messaging;

namespace SupplyFinance.Platform.Hosting;

/// <summary>This service's own copy of the organisations and people that identity publishes.</summary>
public static class Participants
{
    private static readonly Sql PutOrganisation = Sql.UpsertIfNewer("organisation", "id", "id, version, name, kinds, status, body");

    private static readonly Sql ClearIdentifiers = Sql.Of("delete from organisation_identifier where organisation_id = @id");

    private static readonly Sql PutIdentifier = Sql.Upsert(
        "organisation_identifier", "scheme, value", "scheme, value, organisation_id");

    private static readonly Sql PutPerson = Sql.UpsertIfNewer(
        "person", "id", "id, version, organisation_id, name, roles, active, responsible_person_id");

    private static readonly Sql HoldOrganisation = Sql.By(d =>
        $"select id from {d.Locked("organisation")} where id = @id {d.ForUpdate}");

    private static readonly Sql FindBody = Sql.Of("select body from organisation where id = @id");

    private static readonly Sql FindByIdentifierSql = Sql.Of("""
        select o.body from organisation o join organisation_identifier i on i.organisation_id = o.id
        where i.scheme = @scheme and i.value = @value
        """);

    /// <summary>An organisation's newest known state, or null.</summary>
    public static async Task<OrganisationChanged?> Organisation(UnitOfWork work, Guid id) =>
        await work.QueryFirst<string>(FindBody, new { id }) is { } body ? MessageJson.Read<OrganisationChanged>(body) : null;

    /// <summary>Keeps news of an organisation waiting until this transaction has ended.</summary>
    public static Task Hold(UnitOfWork work, Guid id) => work.QueryFirst<Guid?>(HoldOrganisation, new { id });

    /// <summary>The organisation that carries an identifier, or null.</summary>
    public static async Task<OrganisationChanged?> OrganisationBy(UnitOfWork work, string scheme, string value) =>
        await work.QueryFirst<string>(FindByIdentifierSql, new { scheme, value }) is { } body
            ? MessageJson.Read<OrganisationChanged>(body)
            : null;

    internal static async Task Keep(OrganisationChanged message, UnitOfWork work)
    {
        var kept = await work.Execute(PutOrganisation, new
        {
            message.Id,
            message.Version,
            message.Name,
            Kinds = string.Join(' ', message.Kinds),
            message.Status,
            Body = MessageJson.Write(message),
        });
        if (kept == 0) return;
        await work.Execute(ClearIdentifiers, new { message.Id });
        foreach (var (scheme, value) in message.Identifiers)
            await work.Execute(PutIdentifier, new { scheme, value, OrganisationId = message.Id });
    }

    internal static Task Keep(PersonChanged message, UnitOfWork work) => work.Execute(PutPerson, new
    {
        message.Id,
        message.Version,
        message.OrganisationId,
        message.Name,
        Roles = string.Join(' ', message.Roles),
        message.Active,
        message.ResponsiblePersonId,
    });
}
