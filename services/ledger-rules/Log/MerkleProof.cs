namespace SupplyFinance.Ledger.Log;

/// <summary>Which subtrees' hashes prove something, in the order in which a verifier takes them (RFC 9162 §2.1.3.1 and
/// §2.1.4.1).</summary>
public static class MerkleProof
{
    /// <summary>PATH(index, D_size): shows that the leaf is in the tree.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree has no such leaf.</exception>
    public static IReadOnlyList<TreeRange> Inclusion(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<TreeRange>();
        var (from, to) = (0L, size);
        while (to - from > 1)
        {
            var middle = from + MerkleTree.Split(to - from);
            if (index < middle)
            {
                path.Add(new TreeRange(middle, to));
                to = middle;
            }
            else
            {
                path.Add(new TreeRange(from, middle));
                from = middle;
            }
        }

        path.Reverse();
        return path;
    }

    /// <summary>PROOF(oldSize, D_size): shows that the tree of the old size is a prefix. Empty when the sizes are
    /// equal.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The old size is 0 (a prefix of everything proves nothing) or above
    /// the size.</exception>
    public static IReadOnlyList<TreeRange> Consistency(long oldSize, long size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(oldSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, size);
        var path = new List<TreeRange>();
        var (from, to) = (0L, size);
        while (to != oldSize)
        {
            var middle = from + MerkleTree.Split(to - from);
            if (oldSize <= middle)
            {
                path.Add(new TreeRange(middle, to));
                to = middle;
            }
            else
            {
                path.Add(new TreeRange(from, middle));
                from = middle;
            }
        }

        if (from > 0) path.Add(new TreeRange(from, to));
        path.Reverse();
        return path;
    }

    /// <summary>The hashes of a path, from the stored perfect subtrees.</summary>
    public static Digest[] Hashes(IEnumerable<TreeRange> path, Func<TreeNode, Digest> read) =>
        [.. path.Select(range => range.Hash(read))];
}
