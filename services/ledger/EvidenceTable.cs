using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Ledger;

/// <summary>Commitments to documents, and the entries that each belongs to.</summary>
public static class EvidenceTable
{
    private static readonly Sql Put = Sql.Insert("evidence", "id, entry_index, party, scheme, commitment");
    private static readonly Sql PutLink = Sql.Insert("evidence_link", "entry_index, linked_entry");

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
