using SupplyFinance.Platform.Data;

namespace SupplyFinance.Ledger.Log;

/// <summary>The log's perfect subtrees in the database. A row is written once and never changes, so a proof for any
/// size up to the present one can be read at any time.</summary>
public static class TreeTable
{
    private static readonly Sql Put = Sql.Insert("tree_node", "id, hash");
    private static readonly Sql Find = Sql.By(d => $"select id, hash from tree_node where id {d.AnyOf("@ids")}");

    /// <summary>A subtree's number: the place of its root when the tree is read from left to right.</summary>
    public static long IdOf(TreeNode node) => (((2 * node.Index) + 1) << node.Level) - 1;

    /// <summary>Adds a leaf to a tree of some size, and every subtree that it completes.</summary>
    public static async Task Append(UnitOfWork work, long size, Digest leaf)
    {
        var peaks = CompactRange.Peaks(size).ToArray();
        var read = await Read(work, peaks);
        foreach (var (node, hash) in new CompactRange(size, peaks.Select(read)).Append(leaf))
            await work.Execute(Put, new { Id = IdOf(node), Hash = hash.ToArray() });
    }

    /// <summary>The root of the log's first entries, as many as <paramref name="size"/>.</summary>
    public static async Task<Digest> Root(UnitOfWork work, long size) =>
        TreeRange.Whole(size).Hash(await Read(work, CompactRange.Peaks(size)));

    /// <summary>The hashes of a proof's path.</summary>
    public static async Task<Digest[]> Hashes(UnitOfWork work, IReadOnlyList<TreeRange> path) =>
        MerkleProof.Hashes(path, await Read(work, path.SelectMany(range => range.Nodes())));

    /// <summary>Reads subtrees' hashes; asking for one that is not there is a bug.</summary>
    public static async Task<Func<TreeNode, Digest>> Read(UnitOfWork work, IEnumerable<TreeNode> nodes)
    {
        var rows = await work.QueryAll<Row, long>(Find, nodes.Select(IdOf), part => new { ids = part });
        var hashes = rows.ToDictionary(row => row.Id, row => Digest.From(row.Hash));
        return node => hashes[IdOf(node)];
    }

    private sealed class Row
    {
        public long Id { get; init; }
        public byte[] Hash { get; init; } = [];
    }
}
