using SupplyFinance.Ledger.Log;
using SupplyFinance.Testing;

namespace SupplyFinance.Ledger.Tests.Log;

public sealed class SignedRecordTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string File => System.IO.Path.Combine(_folder.Path, "signed");

    private static (long, Digest) At(int size) => (size, Vectors.Root(size % 9));

    [Fact]
    public void A_record_starts_at_the_empty_tree_and_follows_what_is_signed()
    {
        var record = new SignedRecord(File);
        Assert.Equal((0, MerkleTree.EmptyRoot), record.Read());
        Assert.False(record.Exists);
        foreach (var (size, root) in new[] { At(0), At(1), At(5), At(5), At(7) })
        {
            Assert.True(record.TryAdvance(record.Read(), size, root));
            Assert.True(record.Exists);
            Assert.Equal((size, root), new SignedRecord(File).Read());
        }
    }

    [Fact]
    public void It_neither_shrinks_nor_changes_its_mind_nor_moves_under_somebody_elses_feet()
    {
        var record = new SignedRecord(File);
        record.TryAdvance(record.Read(), 5, Vectors.Root(5));
        Assert.False(record.TryAdvance(record.Read(), 4, Vectors.Root(4)));
        Assert.False(record.TryAdvance(record.Read(), 5, Vectors.Root(6)));
        Assert.False(record.TryAdvance((4, Vectors.Root(4)), 6, Vectors.Root(6)));
        Assert.Equal((5, Vectors.Root(5)), record.Read());
    }

    [Fact]
    public void A_torn_write_leaves_what_was_recorded_before()
    {
        var record = new SignedRecord(File);
        foreach (var size in new[] { 1, 2, 3 }) record.TryAdvance(record.Read(), size, Vectors.Root(size));
        var whole = System.IO.File.ReadAllBytes(File);
        for (var slot = 0; slot < 2; slot++)
        {
            var torn = whole.ToArray();
            for (var i = (slot * 256) + 20; i < (slot + 1) * 256; i++) torn[i] = 0;
            System.IO.File.WriteAllBytes(File, torn);
            Assert.Equal(slot == 0 ? 2 : 3, new SignedRecord(File).Read().Size);
        }
    }

    [Fact]
    public void A_record_that_says_nothing_is_an_error_and_not_a_fresh_start()
    {
        System.IO.File.WriteAllText(File, "rubbish");
        Assert.Throws<LogIdentityException>(() => new SignedRecord(File).Read());
        Assert.Throws<LogIdentityException>(
            () => new SignedRecord(File).TryAdvance((0, MerkleTree.EmptyRoot), 1, Vectors.Root(1)));
    }
}
