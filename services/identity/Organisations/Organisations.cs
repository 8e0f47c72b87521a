using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Identity;

/// <summary>Reads and writes organisations; what is written is published in the same transaction.</summary>
public static class Organisations
{
    private const string Columns = "position, id, version, name, kinds, status";

    private static readonly Sql FindOne = Sql.Of($"select {Columns} from registered_organisation where id = @id");

    private static readonly Sql FindToChange = Sql.By(d =>
        $"select {Columns} from {d.Locked("registered_organisation")} where id = @id {d.ForUpdate}");

    private static readonly Sql FindByIdentifier = Sql.Of(
        "select organisation_id from registered_identifier where scheme = @scheme and value = @value");

    private static readonly Sql IdentifiersOf = Sql.Of(
        "select scheme, value from registered_identifier where organisation_id = @id order by ordinal");

    private static readonly Sql Insert = Sql.Insert(
        "registered_organisation", "id, version, name, kinds, status, applied_at, changed_at");

    private static readonly Sql InsertIdentifier = Sql.InsertIfAbsent(
        "registered_identifier", "scheme, value", "scheme, value, organisation_id, ordinal");

    private static readonly Sql Update = Sql.Of("""
        update registered_organisation
        set version = @version, name = @name, kinds = @kinds, status = @status, changed_at = @changedAt
        where id = @id
        """);

    private static readonly Sql Count = Sql.Of("select count(*) from registered_organisation");

    private static readonly Sql PageAfter = Sql.By(d => $"""
        select {Columns} from registered_organisation
        where position > @after and (@kind is null or kinds like @kind)
            and (@all = 1 or id = @ownId or status = 'admitted')
        order by position {d.First("@limit")}
        """);

    public static async Task<Organisation?> Find(UnitOfWork work, Guid id) =>
        await work.QueryFirst<Row>(FindOne, new { id }) is { } row ? await Whole(work, row) : null;

    /// <summary>The same, for a transaction that will change it: whoever comes second waits.</summary>
    public static async Task<Organisation?> FindForChange(UnitOfWork work, Guid id) =>
        await work.QueryFirst<Row>(FindToChange, new { id }) is { } row ? await Whole(work, row) : null;

    /// <summary>Whether the registry is empty.</summary>
    public static async Task<bool> AreNone(UnitOfWork work) => await work.QueryFirst<long>(Count) == 0;

    /// <summary>The organisation registered under a folded identifier, or null.</summary>
    public static async Task<Organisation?> By(UnitOfWork work, OrganisationIdentifier identifier) =>
        await work.QueryFirst<Guid?>(FindByIdentifier, identifier) is { } id ? await Find(work, id) : null;

    /// <summary>Writes a new organisation; the failure names the identifier that somebody else has.</summary>
    public static async Task<IdentifierTaken?> Add(UnitOfWork work, Organisation organisation)
    {
        await work.Execute(Insert, Stored(work, organisation));
        for (var i = 0; i < organisation.Identifiers.Count; i++)
        {
            var (scheme, value) = organisation.Identifiers[i];
            if (await work.Execute(InsertIdentifier,
                new { scheme, value, OrganisationId = organisation.Id, Ordinal = i }) == 0)
            {
                return new IdentifierTaken(scheme, value);
            }
        }

        work.Publish(organisation.ToEvent());
        return null;
    }

    /// <summary>Writes a changed organisation, whose version the change has raised.</summary>
    public static async Task Save(UnitOfWork work, Organisation organisation)
    {
        await work.Execute(Update, Stored(work, organisation));
        work.Publish(organisation.ToEvent());
    }

    /// <summary>A page of organisations in the order of their registration: all, or the admitted ones and one's
    /// own.</summary>
    public static async Task<IReadOnlyList<(long Position, Organisation Organisation)>> Visible(
        UnitOfWork work, long after, int limit, string? kind, Guid ownId, bool all)
    {
        // No kind's name is part of another's.
        var rows = await work.Query<Row>(
            PageAfter, new { after, limit, kind = kind is null ? null : $"%{kind}%", ownId, all = all ? 1 : 0 });
        var page = new List<(long, Organisation)>(rows.Count);
        foreach (var row in rows)
        {
            page.Add((row.Position, await Whole(work, row)));
        }

        return page;
    }

    /// <summary>Publishes a page of current states again.</summary>
    public static async Task<long?> Republish(UnitOfWork work, long after)
    {
        var page = await Visible(work, after, Platform.Hosting.Republishing.PageSize, null, Guid.Empty, all: true);
        foreach (var (_, organisation) in page)
        {
            work.Publish(organisation.ToEvent());
        }

        return page.Count == Platform.Hosting.Republishing.PageSize ? page[^1].Position : null;
    }

    private static async Task<Organisation> Whole(UnitOfWork work, Row row) => new(
        row.Id, row.Version, row.Name, row.Kinds.Split(' '), row.Status,
        await work.Query<OrganisationIdentifier>(IdentifiersOf, new { row.Id }),
        await BankAccounts.Of(work, row.Id));

    private static object Stored(UnitOfWork work, Organisation organisation) => new
    {
        organisation.Id,
        organisation.Version,
        organisation.Name,
        Kinds = string.Join(' ', organisation.Kinds),
        organisation.Status,
        AppliedAt = work.Now,
        ChangedAt = work.Now,
    };

    private sealed class Row
    {
        public long Position { get; init; }
        public Guid Id { get; init; }
        public long Version { get; init; }
        public string Name { get; init; } = "";
        public string Kinds { get; init; } = "";
        public string Status { get; init; } = "";
    }
}
