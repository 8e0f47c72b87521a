using SupplyFinance.Ledger.Log;

namespace SupplyFinance.Ledger.Tests.Log;

public class ProofFileTests
{
    private const string Note = "o\n8\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n\u2014 o AAAAAAA=\n";

    [Fact]
    public void A_proof_file_is_read_as_it_was_written()
    {
        var proof = new ProofFile(5, [Digest.Of([1]), Digest.Of([2])], Note);
        Assert.StartsWith("c2sp.org/tlog-proof@v1\nindex 5\nS/USLz", proof.ToString(), StringComparison.Ordinal);
        Assert.True(ProofFile.TryParse(proof.ToString(), out var read));
        Assert.Equal((proof.Index, proof.CheckpointNote), (read!.Index, read.CheckpointNote));
        Assert.Equal(proof.Hashes, read.Hashes);
    }

    [Theory]
    [InlineData("c2sp.org/tlog-proof@v1\nextra AAAA\nindex 0\n\nrest", true)]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\n\n", true)]
    [InlineData("c2sp.org/tlog-proof@v2\nindex 0\n\n", false)]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 00\n\n", false)]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n", false)]
    [InlineData("c2sp.org/tlog-proof@v1\n\n", false)]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\n", false)]
    public void Only_a_well_formed_file_is_read(string text, bool read) =>
        Assert.Equal(read, ProofFile.TryParse(text, out _));
}
