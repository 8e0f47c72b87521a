using SupplyFinance.Ledger.Log;
using SupplyFinance.Ledger.Title;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Ledger;

/// <summary>Checks the ledger against itself: rebuilds the tree from all entries and the register from entries and
/// openings (structure and title audit), and compares every table with what came out.</summary>
public static class LedgerAudit
{
    private const int PageSize = 500;

    /// <summary>A damaged ledger has one cause and many symptoms: the first ones suffice.</summary>
    private const int MaxFindings = 50;

    private static readonly Sql Spends = Sql.Of("select lot_id as id, entry_index from spend");
    private static readonly Sql Executed =
        Sql.Of("select id, entry_index from instruction where entry_index is not null");
    private static readonly Sql Evidences = Sql.Of("select id, entry_index from evidence");
    private static readonly Sql Nodes = Sql.Of("select count(*) from tree_node");

    /// <param name="Holds">Nothing was found.</param>
    /// <param name="Size">Entries checked.</param>
    /// <param name="RootHash">The root rebuilt from the entries, base64.</param>
    /// <param name="Findings">What does not fit, the first fifty.</param>
    public sealed record Report(bool Holds, long Size, string RootHash, int Lots, IReadOnlyList<string> Findings);

    /// <summary>The audit of everything committed now.</summary>
    public static async Task<Result<Report>> Handle(
        Database database, LogIdentity log, SignedRecord record, CancellationToken cancellation)
    {
        // What was signed is read first: the state that is read after it has at least that.
        var signed = record.Read();
        return await database.Read(work => Check(work, log.Origin, signed), cancellation);
    }

    /// <summary>The audit of one consistent state, for a log of this origin that has signed this much.</summary>
    public static async Task<Report> Check(UnitOfWork work, string origin, (long Size, Digest Root) signed)
    {
        var findings = new List<string>();
        var (replay, structure, tree) = (new Replay(origin), new Structure(), new CompactRange(0, []));
        var (spends, instructions, evidence) =
            (new Dictionary<Guid, long>(), new Dictionary<Guid, long>(), new Dictionary<Guid, long>());
        var (nodes, signedRoot) = (0L, MerkleTree.EmptyRoot);
        IReadOnlyList<StoredEntry> page;
        do
        {
            page = await EntryTable.Between(work, tree.Size, tree.Size + PageSize - 1);
            foreach (var stored in page)
            {
                if (stored.Index != tree.Size) findings.Add($"Entry {tree.Size} is missing.");
                Note(structure.Apply(stored.Bytes));
                Note(replay.Apply(stored.Bytes, stored.Opening));
                nodes += tree.Append(MerkleTree.Leaf(stored.Bytes)).Count;
                if (tree.Size == signed.Size) signedRoot = tree.Root();
                instructions[stored.InstructionId] = stored.Index;
                if (!EntryCodec.TryDecode(stored.Bytes, out var entry)) continue;
                foreach (var id in entry!.Consumed) spends[id] = stored.Index;
                if (entry.Type == EntryType.Evidence) evidence[stored.InstructionId] = stored.Index;
            }
        }
        while (page.Count == PageSize && findings.Count < MaxFindings);

        if (signed.Root != signedRoot)
            findings.Add($"What was signed at size {signed.Size} is not what the log holds.");
        if (await TreeTable.Root(work, tree.Size) != tree.Root())
            findings.Add("The stored tree has another root than its entries.");
        if (await work.QueryFirst<long>(Nodes) != nodes)
            findings.Add("The stored tree has subtrees too few or too many.");
        findings.AddRange(Differences("spend", spends, await work.Query<Row>(Spends)));
        findings.AddRange(Differences("instruction", instructions, await work.Query<Row>(Executed)));
        findings.AddRange(Differences("evidence", evidence, await work.Query<Row>(Evidences)));
        await CompareLots(work, replay, findings);
        await ComparePowers(work, replay.State, findings);
        if (!(await FaceTable.All(work)).OrderBy(line => (line.ReceivableId, line.Currency))
            .SequenceEqual(Conservation.Of(replay.Lots.Values)))
            findings.Add("The face by receivable is not what the entries add up to.");
        findings.AddRange(Conservation.Of(replay.Lots.Values).Where(line => !line.Holds)
            .Select(line => $"{line.ReceivableId} is not conserved."));
        return new Report(findings.Count == 0, tree.Size, tree.Root().ToBase64(), replay.Lots.Count,
            [.. findings.Take(MaxFindings)]);

        void Note(string? wrong)
        {
            if (wrong is not null) findings.Add(wrong);
        }
    }

    private static async Task CompareLots(UnitOfWork work, Replay replay, List<string> findings)
    {
        var (after, count) = (0L, 0);
        while (await LotTable.After(work, after, PageSize) is { Count: > 0 } page)
        {
            foreach (var (position, lot) in page)
            {
                (after, count) = (position, count + 1);
                if (!replay.Lots.TryGetValue(lot.Id, out var rebuilt)) findings.Add($"Lot {lot.Id} has no entry.");
                else if (!Same(lot, rebuilt)) findings.Add($"Lot {lot.Id} is not as its entries leave it.");
            }
        }

        if (count != replay.Lots.Count)
            findings.Add($"The register has {count} lots, its entries {replay.Lots.Count}.");
    }

    private static async Task ComparePowers(UnitOfWork work, RegisterState state, List<string> findings)
    {
        if (await PowersTable.Operator(work) != state.OperatorId)
            findings.Add("The operator is not the one that the log names.");
        if (!(await PowersTable.Policies(work)).ToHashSet().SetEquals(state.Policies.Values))
            findings.Add("The policies on splits are not those of the log.");
    }

    private static bool Same(Lot a, Lot b) =>
        a.ParentIds.SequenceEqual(b.ParentIds) && a with { ParentIds = b.ParentIds } == b;

    private static IEnumerable<string> Differences(
        string what, Dictionary<Guid, long> rebuilt, IReadOnlyList<Row> stored)
    {
        if (stored.Count != rebuilt.Count)
            yield return $"{stored.Count} rows of {what}, {rebuilt.Count} in the entries.";
        foreach (var row in stored)
        {
            if (!rebuilt.TryGetValue(row.Id, out var entry) || entry != row.EntryIndex)
                yield return $"The {what} of {row.Id} is not what the log says.";
        }
    }

    private sealed class Row
    {
        public Guid Id { get; init; }
        public long EntryIndex { get; init; }
    }
}
