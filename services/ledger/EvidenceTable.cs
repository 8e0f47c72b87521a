using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Ledger;

/// <summary>Commitments to documents, and the entries that each belongs to.</summary>
public static class EvidenceTable
{
    private const string Columns = "id, entry_index, party, scheme, commitment";

    private static readonly Sql Put = Sql.Insert("evidence", Columns);
    private static readonly Sql PutLink = Sql.Insert("evidence_link", "entry_index, linked_entry");
    private static readonly Sql FindSql = Sql.Of($"select {Columns} from evidence where id = @id");

    private static readonly Sql FindLinks = Sql.By(d => $"""
        select entry_index as from_entry, linked_entry as to_entry from evidence_link
        where entry_index {d.AnyOf("@entries")} order by entry_index, linked_entry
        """);

    private static readonly Sql FindLinked = Sql.By(d => $"""
        select entry_index as from_entry, linked_entry as to_entry from evidence_link
        where linked_entry {d.AnyOf("@entries")} order by entry_index, linked_entry
        """);

    private static readonly Sql AtEntries = Sql.By(d => $"""
        select {Columns} from evidence where entry_index {d.AnyOf("@entries")} order by entry_index
        """);

    /// <summary>One document's commitment, or null.</summary>
    public static Task<EvidenceRow?> Find(UnitOfWork work, Guid id) =>
        work.QueryFirst<EvidenceRow>(FindSql, new { id });

    /// <summary>The commitments that these entries are.</summary>
    public static Task<IReadOnlyList<EvidenceRow>> At(UnitOfWork work, IEnumerable<long> entries) =>
        work.QueryAll<EvidenceRow, long>(AtEntries, entries, part => new { entries = part });

    /// <summary>Links from these entries to earlier ones.</summary>
    public static Task<IReadOnlyList<EvidenceLink>> LinksFrom(UnitOfWork work, IEnumerable<long> entries) =>
        work.QueryAll<EvidenceLink, long>(FindLinks, entries, part => new { entries = part });

    /// <summary>Links from later entries to these.</summary>
    public static Task<IReadOnlyList<EvidenceLink>> LinksTo(UnitOfWork work, IEnumerable<long> entries) =>
        work.QueryAll<EvidenceLink, long>(FindLinked, entries, part => new { entries = part });

    /// <summary>Keeps what an entry commits to.</summary>
    public static async Task Keep(UnitOfWork work, RecordEvidence evidence, long entry)
    {
        await work.Execute(Put, new
        {
            Id = evidence.InstructionId, EntryIndex = entry, evidence.SignedBy[0].Party, evidence.Scheme,
            evidence.Commitment,
        });
        foreach (var link in evidence.Links)
            await work.Execute(PutLink, new { EntryIndex = entry, LinkedEntry = link });
    }
}

/// <summary>A commitment as it is kept.</summary>
public sealed class EvidenceRow
{
    public Guid Id { get; init; }
    public long EntryIndex { get; init; }

    /// <summary>Who submitted it.</summary>
    public string Party { get; init; } = "";
    public string Scheme { get; init; } = "";
    public string Commitment { get; init; } = "";
}

/// <summary>A later entry that belongs to an earlier one.</summary>
public sealed class EvidenceLink
{
    public long FromEntry { get; init; }
    public long ToEntry { get; init; }
}
