using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Identity;

/// <summary>Reads and writes people and API clients; what is written is published in the same transaction.</summary>
public static class Members
{
    private const string Columns =
        "position, id, version, organisation_id, responsible_person_id, form, sign_in_name, name, roles, active";

    private static readonly Sql FindOne = Sql.Of($"select {Columns} from member where id = @id");

    private static readonly Sql FindBySignInName =
        Sql.Of($"select {Columns} from member where sign_in_name = @signInName");

    private static readonly Sql OfOrganisation = Sql.Of(
        $"select {Columns} from member where organisation_id = @organisationId order by position");

    private static readonly Sql PageAfter = Sql.By(d =>
        $"select {Columns} from member where position > @after order by position {d.First("@limit")}");

    private static readonly Sql PageOfOrganisation = Sql.By(d => $"""
        select {Columns} from member
        where organisation_id = @organisationId and position > @after
            and (form = 'person' and @people = 1 or form <> 'person' and @people = 0)
        order by position {d.First("@limit")}
        """);

    private static readonly Sql Insert = Sql.InsertIfAbsent("member", "sign_in_name",
        "id, version, organisation_id, responsible_person_id, form, sign_in_name, name, roles, active, created_at");

    private static readonly Sql Update = Sql.Of(
        "update member set version = @version, name = @name, roles = @roles, active = @active where id = @id");

    public static async Task<Member?> Find(UnitOfWork work, Guid id) =>
        (await work.QueryFirst<Row>(FindOne, new { id }))?.ToMember();

    public static async Task<Member?> BySignInName(UnitOfWork work, string signInName) =>
        (await work.QueryFirst<Row>(FindBySignInName, new { signInName }))?.ToMember();

    public static async Task<IReadOnlyList<Member>> Of(UnitOfWork work, Guid organisationId) =>
        [.. (await work.Query<Row>(OfOrganisation, new { organisationId })).Select(row => row.ToMember())];

    /// <summary>A page of an organisation's people, or of its API clients.</summary>
    public static async Task<IReadOnlyList<(long Position, Member Member)>> PageOf(
        UnitOfWork work, Guid organisationId, bool people, long after, int limit)
    {
        var rows =
            await work.Query<Row>(PageOfOrganisation, new { organisationId, people = people ? 1 : 0, after, limit });
        return [.. rows.Select(row => (row.Position, row.ToMember()))];
    }

    /// <summary>Writes a new member; the failure says that the sign-in name is somebody's.</summary>
    public static async Task<SignInNameTaken?> Add(UnitOfWork work, Member member)
    {
        var written = await work.Execute(Insert, new
        {
            member.Id,
            member.Version,
            member.OrganisationId,
            member.ResponsiblePersonId,
            member.Form,
            member.SignInName,
            member.Name,
            Roles = string.Join(' ', member.Roles),
            member.Active,
            CreatedAt = work.Now,
        });
        if (written == 0)
        {
            return new SignInNameTaken(member.SignInName);
        }

        work.Publish(member.ToEvent());
        return null;
    }

    /// <summary>Writes a changed member, whose version the change has raised.</summary>
    public static async Task Save(UnitOfWork work, Member member)
    {
        await work.Execute(Update,
            new { member.Id, member.Version, member.Name, Roles = string.Join(' ', member.Roles), member.Active });
        work.Publish(member.ToEvent());
    }

    /// <summary>Publishes a page of current states again.</summary>
    public static async Task<long?> Republish(UnitOfWork work, long after)
    {
        var rows = await work.Query<Row>(PageAfter, new { after, limit = Republishing.PageSize });
        foreach (var row in rows)
        {
            work.Publish(row.ToMember().ToEvent());
        }

        return rows.Count == Republishing.PageSize ? rows[^1].Position : null;
    }

    /// <summary>How many other active administrators a member's organisation has.</summary>
    public static async Task<int> OtherAdministrators(UnitOfWork work, Member member) =>
        (await Of(work, member.OrganisationId))
            .Count(m => m.Id != member.Id && m.Active && m.Roles.Contains(Roles.Administrator));

    private sealed class Row
    {
        public long Position { get; init; }
        public Guid Id { get; init; }
        public long Version { get; init; }
        public Guid OrganisationId { get; init; }
        public Guid ResponsiblePersonId { get; init; }
        public string Form { get; init; } = "";
        public string SignInName { get; init; } = "";
        public string Name { get; init; } = "";
        public string Roles { get; init; } = "";
        public bool Active { get; init; }

        public Member ToMember() =>
            new(Id, Version, OrganisationId, ResponsiblePersonId, Form, SignInName, Name, Roles.Split(' '), Active);
    }
}
