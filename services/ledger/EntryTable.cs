using SupplyFinance.Ledger.Log;
using SupplyFinance.Ledger.Title;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Ledger;

/// <summary>The log's entries and, beside them, their openings.</summary>
public static class EntryTable
{
    private static readonly Sql Last = Sql.Of("select max(entry_index) from log_entry");
    private static readonly Sql Put = Sql.Insert("log_entry", "entry_index, instruction_id, entry, salt, instruction");
    private static readonly Sql PutLot = Sql.Insert("opened_lot", "lot_id, entry_index, place, salt, body");

    private static readonly Sql Find = Sql.Of("""
        select entry_index, instruction_id, entry, salt, instruction from log_entry
        where entry_index between @from and @to order by entry_index
        """);

    private static readonly Sql FindLots = Sql.Of("""
        select lot_id, entry_index, salt, body from opened_lot
        where entry_index between @from and @to order by entry_index, place
        """);

    /// <summary>How many entries the log has.</summary>
    public static async Task<long> Size(UnitOfWork work) =>
        await work.QueryFirst<long?>(Last) is { } last ? last + 1 : 0;

    /// <summary>Appends an entry with its opening, and its leaf to the tree.</summary>
    public static async Task Append(UnitOfWork work, long index, Guid instructionId, byte[] entry, Opening opening)
    {
        await work.Execute(Put, new { EntryIndex = index, instructionId, entry, opening.Salt, opening.Instruction });
        for (var place = 0; place < opening.Lots.Count; place++)
        {
            var lot = opening.Lots[place];
            await work.Execute(PutLot, new { lot.LotId, EntryIndex = index, place, lot.Salt, lot.Body });
        }

        await TreeTable.Append(work, index, MerkleTree.Leaf(entry));
    }

    /// <summary>Entries with their openings, both ends included.</summary>
    public static async Task<IReadOnlyList<StoredEntry>> Between(UnitOfWork work, long from, long to)
    {
        var lots = (await work.Query<LotRow>(FindLots, new { from, to })).ToLookup(row => row.EntryIndex);
        return
        [
            .. (await work.Query<Row>(Find, new { from, to })).Select(row => new StoredEntry(
                row.EntryIndex, row.InstructionId, row.Entry,
                new Opening(row.Salt, row.Instruction,
                    [.. lots[row.EntryIndex].Select(lot => new OpenedLot(lot.LotId, lot.Salt, lot.Body))]))),
        ];
    }

    private sealed class Row
    {
        public long EntryIndex { get; init; }
        public Guid InstructionId { get; init; }
        public byte[] Entry { get; init; } = [];
        public byte[] Salt { get; init; } = [];
        public byte[] Instruction { get; init; } = [];
    }

    private sealed class LotRow
    {
        public Guid LotId { get; init; }
        public long EntryIndex { get; init; }
        public byte[] Salt { get; init; } = [];
        public byte[] Body { get; init; } = [];
    }
}

/// <summary>One entry as it is kept.</summary>
public sealed record StoredEntry(long Index, Guid InstructionId, byte[] Bytes, Opening Opening);
