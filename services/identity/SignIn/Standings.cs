using Dapper;
using Microsoft.EntityFrameworkCore;
using SupplyFinance.Contracts;

namespace SupplyFinance.Identity;

/// <summary>Looks up who has a standing now: an active person or client of an admitted organisation.</summary>
public sealed class Standings(SignInDbContext database)
{
    private const string Person = """
        select p.id as subject, p.name, p.organisation_id, p.id as responsible_person_id, p.roles, o.kinds
        from person p join organisation o on o.id = p.organisation_id
        where p.id = @id and p.active = 1 and o.status = @admitted
        """;

    private const string Client = """
        select c.id as subject, c.name, c.organisation_id, c.responsible_person_id, c.roles, o.kinds
        from api_client c join organisation o on o.id = c.organisation_id join person p on p.id = c.responsible_person_id
        where c.client_id = @clientId and c.active = 1 and p.active = 1 and o.status = @admitted
        """;

    public async Task<Standing?> OfPerson(string? subject) =>
        Guid.TryParse(subject, out var id) ? await Read(Person, new { id, admitted = OrganisationStatuses.Admitted }) : null;

    public Task<Standing?> OfClient(string? clientId) => Read(Client, new { clientId, admitted = OrganisationStatuses.Admitted });

    private async Task<Standing?> Read(string sql, object parameters)
    {
        var row = await database.Database.GetDbConnection().QueryFirstOrDefaultAsync<Row>(sql, parameters);
        return row is null
            ? null
            : new(row.Subject, row.Name, row.OrganisationId, row.ResponsiblePersonId, row.Roles.Split(' '), row.Kinds.Split(' '));
    }

    private sealed record Row
    {
        public required Guid Subject { get; init; }
        public required string Name { get; init; }
        public required Guid OrganisationId { get; init; }
        public required Guid ResponsiblePersonId { get; init; }
        public required string Roles { get; init; }
        public required string Kinds { get; init; }
    }
}
