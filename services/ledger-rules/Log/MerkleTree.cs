using System.Numerics;

namespace SupplyFinance.Ledger.Log;

/// <summary>A perfect subtree: level 0 is a leaf, level L covers 2^L leaves starting at <paramref name="Index"/> ·
/// 2^L.</summary>
public readonly record struct TreeNode(int Level, long Index);

/// <summary>The Merkle tree hash of RFC 9162 §2.1.1 (the same as RFC 6962 §2.1 with SHA-256).</summary>
public static class MerkleTree
{
    private const byte LeafPrefix = 0x00;
    private const byte NodePrefix = 0x01;

    /// <summary>The root of the empty tree: SHA-256 of nothing.</summary>
    public static Digest EmptyRoot { get; } = Digest.Of([]);

    /// <summary>SHA-256(0x00 ‖ entry).</summary>
    public static Digest Leaf(ReadOnlySpan<byte> entry)
    {
        var input = new byte[entry.Length + 1];
        input[0] = LeafPrefix;
        entry.CopyTo(input.AsSpan(1));
        return Digest.Of(input);
    }

    /// <summary>SHA-256(0x01 ‖ left ‖ right).</summary>
    public static Digest Node(Digest left, Digest right)
    {
        Span<byte> input = stackalloc byte[1 + (2 * Digest.Length)];
        input[0] = NodePrefix;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + Digest.Length)..]);
        return Digest.Of(input);
    }

    /// <summary>The root over leaf hashes, by the recursive definition.</summary>
    public static Digest Root(IReadOnlyList<Digest> leaves) => Root(leaves, 0, leaves.Count);

    /// <summary>The largest power of two below <paramref name="size"/>, which is at least 2.</summary>
    public static long Split(long size) => 1L << BitOperations.Log2((ulong)(size - 1));

    private static Digest Root(IReadOnlyList<Digest> leaves, int from, int to)
    {
        if (to == from) return EmptyRoot;
        if (to - from == 1) return leaves[from];
        var middle = from + (int)Split(to - from);
        return Node(Root(leaves, from, middle), Root(leaves, middle, to));
    }
}
