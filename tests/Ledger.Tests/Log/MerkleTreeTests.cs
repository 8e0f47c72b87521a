using FsCheck;
using FsCheck.Xunit;
using SupplyFinance.Ledger.Log;

namespace SupplyFinance.Ledger.Tests.Log;

public class MerkleTreeTests
{
    [Fact]
    public void The_roots_of_the_reference_leaves_are_the_published_ones() =>
        Assert.Equal(Vectors.Roots, Enumerable.Range(0, 9).Select(size => Vectors.Root(size).ToString()));

    [Fact]
    public void A_leaf_and_a_node_of_the_same_bytes_differ()
    {
        var (left, right) = (Digest.Of([1]), Digest.Of([2]));
        Assert.NotEqual(MerkleTree.Leaf([.. left.ToArray(), .. right.ToArray()]), MerkleTree.Node(left, right));
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 2)]
    [InlineData(5, 4)]
    [InlineData(8, 4)]
    [InlineData(9, 8)]
    [InlineData(long.MaxValue, 1L << 62)]
    public void A_tree_splits_at_the_largest_power_of_two_below_its_size(long size, long split) =>
        Assert.Equal(split, MerkleTree.Split(size));

    [Fact]
    public void Appending_to_the_stored_peaks_gives_the_recursive_root_at_every_size()
    {
        var leaves = Vectors.Many(300);
        var stored = Vectors.Stored(leaves);
        for (var size = 0; size < leaves.Length; size++)
        {
            var range = new CompactRange(size, CompactRange.Peaks(size).Select(node => stored[node]));
            Assert.Equal(MerkleTree.Root(leaves[..size]), range.Root());
            range.Append(leaves[size]);
            Assert.Equal(MerkleTree.Root(leaves[..(size + 1)]), range.Root());
        }
    }

    [Fact]
    public void An_append_completes_two_subtrees_on_average_and_one_more_than_its_trailing_ones()
    {
        var range = new CompactRange(0, []);
        var completed = Vectors.Many(1024).Select(leaf => range.Append(leaf).Count).ToArray();
        Assert.Equal(2047, completed.Sum());
        Assert.Equal(1 + 3, completed[0b0111]);
    }

    [Fact]
    public void Peaks_of_the_wrong_number_are_refused() =>
        Assert.Throws<ArgumentException>(() => new CompactRange(3, [Digest.Of([])]));

    [Property]
    public bool A_digest_survives_its_bytes_and_base64(byte[] data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var digest = Digest.Of(data);
        return Digest.From(digest.ToArray()) == digest && Digest.TryParseBase64(digest.ToBase64(), out var read)
            && read == digest;
    }
}
