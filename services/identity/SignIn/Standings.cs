using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Identity;

/// <summary>Looks up who has a standing now: an active person of an admitted organisation, or a client whose person has
/// one.</summary>
public sealed class Standings(Database database)
{
    private const string Select = """
        select m.id as subject, m.name, m.organisation_id, m.responsible_person_id, m.roles, o.kinds
        from member m
        join registered_organisation o on o.id = m.organisation_id
        join member r on r.id = m.responsible_person_id
        where m.active = @yes and r.active = @yes and o.status = @admitted
        """;

    private static readonly Sql Person = Sql.Of($"{Select} and m.id = @id and m.form = @form");

    private static readonly Sql Client = Sql.Of($"{Select} and m.sign_in_name = @clientId and m.form <> @form");

    public Task<Standing?> OfPerson(string? subject) => Guid.TryParse(subject, out var id)
        ? Read(Person, new { id, form = MemberForms.Person, yes = true, admitted = OrganisationStatuses.Admitted })
        : Task.FromResult<Standing?>(null);

    public Task<Standing?> OfClient(string? clientId) =>
        Read(Client, new { clientId, form = MemberForms.Person, yes = true, admitted = OrganisationStatuses.Admitted });

    private async Task<Standing?> Read(Sql sql, object parameters)
    {
        var row = await database.Read(work => work.QueryFirst<Row>(sql, parameters));
        return row is null
            ? null
            : new(row.Subject, row.Name, row.OrganisationId, row.ResponsiblePersonId, row.Roles.Split(' '),
                row.Kinds.Split(' '));
    }

    private sealed class Row
    {
        public Guid Subject { get; init; }
        public string Name { get; init; } = "";
        public Guid OrganisationId { get; init; }
        public Guid ResponsiblePersonId { get; init; }
        public string Roles { get; init; } = "";
        public string Kinds { get; init; } = "";
    }
}
