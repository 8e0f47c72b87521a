namespace SupplyFinance.Ledger.Log;

/// <summary>The leaves from <paramref name="From"/> up to but not including <paramref name="To"/>, a subtree as the
/// tree's own recursion cuts it.</summary>
public readonly record struct TreeRange(long From, long To)
{
    /// <summary>The whole tree of a size.</summary>
    public static TreeRange Whole(long size) => new(0, size);

    /// <summary>The perfect subtrees it is made of, left to right, at most one for each level. They are stored and
    /// never change.</summary>
    public IEnumerable<TreeNode> Nodes()
    {
        var start = From;
        for (var level = 62; level >= 0; level--)
        {
            if (((To - From) >> level & 1) == 0) continue;
            yield return new TreeNode(level, start >> level);
            start += 1L << level;
        }
    }

    /// <summary>Its Merkle tree hash, from its perfect subtrees' hashes.</summary>
    public Digest Hash(Func<TreeNode, Digest> read)
    {
        Digest? hash = null;
        foreach (var node in Nodes().Reverse())
            hash = hash is { } right ? MerkleTree.Node(read(node), right) : read(node);
        return hash ?? MerkleTree.EmptyRoot;
    }
}
