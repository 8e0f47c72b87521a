namespace SupplyFinance.Ledger.Log;

/// <summary>A tree of some size kept as the hashes of its largest perfect subtrees, at most 63 of them: enough to
/// append and to give the root.</summary>
public sealed class CompactRange
{
    private readonly List<Digest> _peaks;

    /// <summary>The tree of <paramref name="size"/> leaves whose peaks, in the order of <see cref="Peaks"/>, are
    /// given.</summary>
    public CompactRange(long size, IEnumerable<Digest> peaks)
    {
        Size = size;
        _peaks = [.. peaks];
        if (_peaks.Count != long.PopCount(size))
            throw new ArgumentException($"A tree of {size} does not have {_peaks.Count} peaks.", nameof(peaks));
    }

    /// <summary>The number of leaves.</summary>
    public long Size { get; private set; }

    /// <summary>The perfect subtrees to read for a tree of some size, left to right.</summary>
    public static IEnumerable<TreeNode> Peaks(long size) => TreeRange.Whole(size).Nodes();

    /// <summary>Adds one leaf and names every perfect subtree that it completes, the leaf included; on average
    /// two.</summary>
    public IReadOnlyList<(TreeNode Node, Digest Hash)> Append(Digest leaf)
    {
        var completed = new List<(TreeNode, Digest)> { (new TreeNode(0, Size), leaf) };
        var hash = leaf;
        for (var level = 1; (Size >> (level - 1) & 1) == 1; level++)
        {
            hash = MerkleTree.Node(_peaks[^1], hash);
            _peaks.RemoveAt(_peaks.Count - 1);
            completed.Add((new TreeNode(level, Size >> level), hash));
        }

        _peaks.Add(hash);
        Size++;
        return completed;
    }

    /// <summary>The Merkle tree hash of all leaves.</summary>
    public Digest Root()
    {
        if (_peaks.Count == 0) return MerkleTree.EmptyRoot;
        var root = _peaks[^1];
        for (var i = _peaks.Count - 2; i >= 0; i--) root = MerkleTree.Node(_peaks[i], root);
        return root;
    }
}
