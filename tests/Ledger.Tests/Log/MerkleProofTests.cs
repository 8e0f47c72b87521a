using SupplyFinance.Ledger.Log;

namespace SupplyFinance.Ledger.Tests.Log;

public class MerkleProofTests
{
    private const int Sizes = 70;
    private static readonly Digest[] Leaves = Vectors.Many(Sizes);
    private static readonly Dictionary<TreeNode, Digest> Stored = Vectors.Stored(Leaves);
    private static readonly Dictionary<TreeNode, Digest> Reference = Vectors.Stored(Vectors.Leaves);

    [Theory]
    [InlineData(0, 1, "")]
    [InlineData(
        0, 8,
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e "
        + "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")]
    [InlineData(
        5, 8,
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 "
        + "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(2, 3, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(
        1, 5,
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e "
        + "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b")]
    public void The_reference_inclusion_proofs_come_out(int index, int size, string expected) =>
        Assert.Equal(expected,
            string.Join(' ', MerkleProof.Hashes(MerkleProof.Inclusion(index, size), node => Reference[node])));

    [Theory]
    [InlineData(1, 1, "")]
    [InlineData(
        1, 8,
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e "
        + "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4")]
    [InlineData(
        6, 8,
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0 "
        + "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(
        2, 5,
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b")]
    public void The_reference_consistency_proofs_come_out(int oldSize, int size, string expected) =>
        Assert.Equal(expected,
            string.Join(' ', MerkleProof.Hashes(MerkleProof.Consistency(oldSize, size), node => Reference[node])));

    [Fact]
    public void Every_leaf_is_proved_in_every_tree_and_in_no_other_place()
    {
        for (var size = 1; size <= Sizes; size++)
        {
            var root = MerkleTree.Root(Leaves[..size]);
            for (var index = 0; index < size; index++)
            {
                var proof = Inclusion(index, size);
                Assert.True(MerkleVerifier.Includes(Leaves[index], index, size, proof, root), $"{index} of {size}");
                Assert.False(MerkleVerifier.Includes(Leaves[index], index + 1, size, proof, root));
                Assert.False(MerkleVerifier.Includes(Leaves[index], index - 1, size, proof, root));
                Assert.False(MerkleVerifier.Includes(Leaves[(index + 1) % Sizes], index, size, proof, root));
                Assert.False(MerkleVerifier.Includes(Leaves[index], index, size, [.. proof, root], root));
                Assert.False(MerkleVerifier.Includes(Leaves[index], index, size, [root, .. proof], root));
                if (proof.Length > 0)
                    Assert.False(MerkleVerifier.Includes(Leaves[index], index, size, proof[..^1], root));
            }
        }
    }

    [Fact]
    public void Every_prefix_is_proved_and_no_other_history_is()
    {
        for (var size = 1; size <= Sizes; size++)
        {
            var root = MerkleTree.Root(Leaves[..size]);
            for (var old = 1; old <= size; old++)
            {
                var oldRoot = MerkleTree.Root(Leaves[..old]);
                var proof = MerkleProof.Hashes(MerkleProof.Consistency(old, size), node => Stored[node]);
                Assert.True(MerkleVerifier.Extends(old, oldRoot, size, root, proof), $"{old} of {size}");
                Assert.False(MerkleVerifier.Extends(old, Digest.Of([7]), size, root, proof));
                Assert.False(MerkleVerifier.Extends(old, oldRoot, size, Digest.Of([7]), proof));
                Assert.False(MerkleVerifier.Extends(old, oldRoot, size, root, [.. proof, root]));
                Assert.False(MerkleVerifier.Extends(old, oldRoot, size, root, [root, .. proof]));
                if (proof.Length > 0) Assert.False(MerkleVerifier.Extends(old, oldRoot, size, root, proof[..^1]));
            }
        }
    }

    [Fact]
    public void A_consistency_proof_from_nothing_is_an_error()
    {
        Assert.False(MerkleVerifier.Extends(0, MerkleTree.EmptyRoot, 0, MerkleTree.EmptyRoot, []));
        Assert.False(MerkleVerifier.Extends(0, MerkleTree.EmptyRoot, 3, Vectors.Root(3), []));
        Assert.Throws<ArgumentOutOfRangeException>(() => MerkleProof.Consistency(0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => MerkleProof.Consistency(4, 3));
    }

    [Fact]
    public void A_leaf_beyond_the_tree_has_no_proof()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MerkleProof.Inclusion(3, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => MerkleProof.Inclusion(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => MerkleProof.Inclusion(-1, 3));
        Assert.False(MerkleVerifier.Includes(Leaves[0], 0, 0, [], MerkleTree.EmptyRoot));
        Assert.False(MerkleVerifier.Includes(Leaves[0], -1, 1, [], Leaves[0]));
    }

    [Fact]
    public void Equal_sizes_are_consistent_only_with_equal_roots_and_an_empty_proof()
    {
        Assert.True(MerkleVerifier.Extends(3, Vectors.Root(3), 3, Vectors.Root(3), []));
        Assert.False(MerkleVerifier.Extends(3, Vectors.Root(3), 3, Vectors.Root(4), []));
        Assert.False(MerkleVerifier.Extends(3, Vectors.Root(3), 3, Vectors.Root(3), [Vectors.Root(3)]));
    }

    [Fact]
    public void A_smaller_tree_does_not_extend_a_larger_one() =>
        Assert.False(MerkleVerifier.Extends(4, Vectors.Root(4), 3, Vectors.Root(3), []));

    private static Digest[] Inclusion(long index, long size) =>
        MerkleProof.Hashes(MerkleProof.Inclusion(index, size), node => Stored[node]);
}
