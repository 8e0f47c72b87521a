namespace SupplyFinance.Ledger.Log;

/// <summary>Checks proofs against roots, strictly: nothing missing, nothing left over (RFC 9162 §2.1.3.2 and
/// §2.1.4.2).</summary>
public static class MerkleVerifier
{
    /// <summary>Is the leaf hash at <paramref name="index"/> in the tree of <paramref name="size"/> with this
    /// root?</summary>
    public static bool Includes(Digest leaf, long index, long size, IReadOnlyList<Digest> proof, Digest root)
    {
        if (index < 0 || index >= size) return false;
        var (node, last, hash) = (index, size - 1, leaf);
        foreach (var sibling in proof)
        {
            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                hash = MerkleTree.Node(sibling, hash);
                (node, last) = SkipLeftEdges(node, last);
            }
            else
            {
                hash = MerkleTree.Node(hash, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && hash == root;
    }

    /// <summary>Is the tree of the old size a prefix of the tree of the new size? An old size of 0 is an error, not a
    /// yes.</summary>
    public static bool Extends(long oldSize, Digest oldRoot, long size, Digest root, IReadOnlyList<Digest> proof)
    {
        if (oldSize < 1 || oldSize > size) return false;
        if (oldSize == size) return proof.Count == 0 && oldRoot == root;
        if (proof.Count == 0) return false;
        IReadOnlyList<Digest> path = long.IsPow2(oldSize) ? [oldRoot, .. proof] : proof;
        var (node, last) = (oldSize - 1, size - 1);
        while ((node & 1) == 1) (node, last) = (node >> 1, last >> 1);

        var (oldHash, hash) = (path[0], path[0]);
        foreach (var sibling in path.Skip(1))
        {
            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                oldHash = MerkleTree.Node(sibling, oldHash);
                hash = MerkleTree.Node(sibling, hash);
                (node, last) = SkipLeftEdges(node, last);
            }
            else
            {
                hash = MerkleTree.Node(hash, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && oldHash == oldRoot && hash == root;
    }

    // On the right edge a node without a sibling is carried up unchanged: those levels have no hash in the proof.
    private static (long Node, long Last) SkipLeftEdges(long node, long last)
    {
        while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
        return (node, last);
    }
}
