using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SupplyFinance.Ledger.Log;
using SupplyFinance.Ledger.Tests.Title;
using SupplyFinance.Testing;
using static SupplyFinance.Ledger.Tests.Title.Trade;

namespace SupplyFinance.Ledger.Tests;

public sealed class ProofTests : IAsyncLifetime
{
    private const int Parts = 300;
    private LedgerUnderTest _ledger = null!;
    private HttpClient _supplier = null!;
    private HttpClient _anyone = null!;

    public async ValueTask InitializeAsync()
    {
        _ledger = await LedgerUnderTest.Start();
        _supplier = await _ledger.As(LedgerUnderTest.Supplier);
        _anyone = _ledger.Service.Anonymous();
        await _ledger.Do(Trade.Issue());
        for (var i = 0; i < Parts; i++) await _ledger.Service.Deliver(Trade.Issue(Id(1000 + i), Id(5000 + i), 7));
    }

    public ValueTask DisposeAsync() => _ledger.DisposeAsync();

    [Fact]
    public async Task A_lots_proof_verifies_with_nothing_but_SHA256_and_the_logs_key()
    {
        var proof = await _supplier.GetAsync($"/api/ledger/lots/{Id(1123)}/proof").Json();
        var entry = await _supplier.GetAsync($"/api/ledger/entries/{proof.GetProperty("index").GetInt64()}").Json();
        var hash = SHA256.HashData([0, .. Convert.FromBase64String(entry.GetProperty("entry").GetString()!)]);
        Assert.Equal(Convert.ToBase64String(hash), proof.GetProperty("leafHash").GetString());
        var (index, last) = (proof.GetProperty("index").GetInt64(), proof.GetProperty("treeSize").GetInt64() - 1);
        foreach (var sibling in proof.GetProperty("hashes").EnumerateArray()
            .Select(h => Convert.FromBase64String(h.GetString()!)))
        {
            if (index % 2 == 1 || index == last)
            {
                hash = SHA256.HashData([1, .. sibling, .. hash]);
                for (; index % 2 == 0 && index != 0; index /= 2) last /= 2;
            }
            else
            {
                hash = SHA256.HashData([1, .. hash, .. sibling]);
            }

            (index, last) = (index / 2, last / 2);
        }

        var note = proof.GetProperty("checkpoint").GetString()!;
        var lines = note.Split('\n');
        Assert.Equal(Convert.ToBase64String(hash), lines[2]);
        Assert.Equal($"{Parts + 1}", lines[1]);
        Assert.True(SignedByTheLog(note, await _anyone.GetStringAsync("/api/ledger/key")));
    }

    [Fact]
    public async Task Anybody_gets_the_checkpoint_of_all_that_is_committed()
    {
        var checkpoint = await Checkpoint();
        Assert.Equal(Parts + 1, checkpoint.Size);
        await _ledger.Do(Trade.Issue(Id(900), Id(901)));
        var next = await Checkpoint();
        Assert.Equal(Parts + 2, next.Size);
        var proof = await _anyone.GetAsync($"/api/ledger/consistency?from={checkpoint.Size}&to={next.Size}").Json();
        Assert.True(MerkleVerifier.Extends(checkpoint.Size, checkpoint.Root, next.Size, next.Root, Hashes(proof)));
    }

    [Fact]
    public async Task An_older_tree_has_proofs_too_and_a_larger_one_has_none()
    {
        var old = await _supplier.GetAsync("/api/ledger/entries/5/proof?size=77").Json();
        Assert.Equal(JsonValueKind.Null, old.GetProperty("checkpoint").ValueKind);
        Assert.True(Digest.TryParseBase64(old.GetProperty("rootHash").GetString()!, out var root));
        Assert.True(Digest.TryParseBase64(old.GetProperty("leafHash").GetString()!, out var leaf));
        Assert.True(MerkleVerifier.Includes(leaf, 5, 77, Hashes(old), root));
        var newest = await Checkpoint();
        var consistency = await _anyone.GetAsync("/api/ledger/consistency?from=77").Json();
        Assert.True(MerkleVerifier.Extends(77, root, newest.Size, newest.Root, Hashes(consistency)));
        Assert.Equal("not-in-tree",
            await _supplier.GetAsync("/api/ledger/entries/5/proof?size=5").Problem(HttpStatusCode.UnprocessableEntity));
        Assert.Equal("not-in-tree",
            await _supplier.GetAsync("/api/ledger/entries/5/proof?size=9999")
            .Problem(HttpStatusCode.UnprocessableEntity));
        Assert.Equal("not-found",
            await _supplier.GetAsync("/api/ledger/entries/9999/proof").Problem(HttpStatusCode.NotFound));
        foreach (var sizes in new[] { "from=0", "from=0&to=0", "from=5&to=4", "from=5&to=9999" })
            Assert.Equal("not-comparable",
                await _anyone.GetAsync($"/api/ledger/consistency?{sizes}").Problem(HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task A_proof_file_holds_all_that_an_offline_verifier_needs()
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"/api/ledger/lots/{Id(1000)}/proof") { Headers = { { "Accept", "text/plain" } } };
        using var response = await _supplier.SendAsync(request);
        Assert.True(ProofFile.TryParse(await response.Content.ReadAsStringAsync(), out var proof));
        Assert.True(SignedNote.TryParse(Encoding.UTF8.GetBytes(proof!.CheckpointNote), out var note, out _));
        Assert.True(SupplyFinance.Ledger.Log.Checkpoint.TryParse(note!.Text, out var checkpoint));
        var entry = await _supplier.GetAsync($"/api/ledger/entries/{proof.Index}").Json();
        var leaf = MerkleTree.Leaf(Convert.FromBase64String(entry.GetProperty("entry").GetString()!));
        Assert.True(MerkleVerifier.Includes(leaf, proof.Index, checkpoint!.Size, proof.Hashes, checkpoint.Root));
    }

    [Fact]
    public async Task The_whole_log_is_rebuilt_from_its_tiles()
    {
        var checkpoint = await Checkpoint();
        var leaves = new List<Digest>();
        foreach (var path in new[] { "entries/000", $"entries/001.p/{Parts + 1 - 256}" })
        {
            var bundle = await _supplier.GetByteArrayAsync($"/api/ledger/tile/{path}");
            for (var at = 0; at < bundle.Length;)
            {
                var length = (bundle[at] << 8) + bundle[at + 1];
                leaves.Add(MerkleTree.Leaf(bundle.AsSpan(at + 2, length)));
                at += 2 + length;
            }
        }

        Assert.Equal(checkpoint.Root, MerkleTree.Root(leaves));
        var tile = await _anyone.GetByteArrayAsync("/api/ledger/tile/0/000");
        Assert.Equal(leaves[..256].SelectMany(leaf => leaf.ToArray()), tile);
        Assert.Equal(MerkleTree.Root(leaves[..256]).ToArray(),
            await _anyone.GetByteArrayAsync("/api/ledger/tile/1/000.p/1"));
        foreach (var missing in new[] { "0/001", "0/001.p/46", "1/000", "2/000.p/1", "9/000" })
            Assert.Equal(HttpStatusCode.NotFound, (await _anyone.GetAsync($"/api/ledger/tile/{missing}")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _anyone.GetAsync("/api/ledger/tile/entries/000")).StatusCode);
    }

    private async Task<SupplyFinance.Ledger.Log.Checkpoint> Checkpoint()
    {
        var note = await _anyone.GetStringAsync("/api/ledger/checkpoint");
        Assert.True(SignedByTheLog(note, await _anyone.GetStringAsync("/api/ledger/key")));
        Assert.True(SignedNote.TryParse(Encoding.UTF8.GetBytes(note), out var read, out _));
        return SupplyFinance.Ledger.Log.Checkpoint.TryParse(read!.Text, out var checkpoint)
            ? checkpoint!
            : throw new InvalidOperationException(note);
    }

    // By a second implementation of Ed25519 and a few lines of our own, without the code under test.
    private static bool SignedByTheLog(string note, string keyText)
    {
        var text = note[..(note.LastIndexOf("\n\n", StringComparison.Ordinal) + 1)];
        var line = note[(text.Length + 1)..].TrimEnd('\n').Split(' ');
        var key = keyText.TrimEnd('\n').Split('+', 3);
        var signature = Convert.FromBase64String(line[2]);
        var verifier = new Org.BouncyCastle.Crypto.Signers.Ed25519Signer();
        verifier.Init(false,
            new Org.BouncyCastle.Crypto.Parameters.Ed25519PublicKeyParameters(Convert.FromBase64String(key[2]), 1));
        var bytes = Encoding.UTF8.GetBytes(text);
        verifier.BlockUpdate(bytes, 0, bytes.Length);
        return line[0] == "\u2014" && line[1] == key[0] && Convert.ToHexStringLower(signature.AsSpan(0, 4)) == key[1]
            && text.StartsWith(key[0] + "\n", StringComparison.Ordinal) && verifier.VerifySignature(signature[4..]);
    }

    private static Digest[] Hashes(JsonElement proof) =>
        [.. proof.GetProperty("hashes").EnumerateArray()
            .Select(h => Digest.TryParseBase64(h.GetString()!, out var hash) ? hash : default)];
}
