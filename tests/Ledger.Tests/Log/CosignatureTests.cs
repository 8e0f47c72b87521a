using System.Text;
using SupplyFinance.Ledger.Log;

namespace SupplyFinance.Ledger.Tests.Log;

public sealed class CosignatureTests : IDisposable
{
    private const string Text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1_679_315_147);

    private readonly NoteKey _witness = NoteKey.FromSeed("witness.example/w1", new byte[32], VerifierKey.Cosigner);
    private readonly NoteKey _log = NoteKey.FromSeed("example.com/behind-the-sofa", new byte[32]);

    public void Dispose()
    {
        _witness.Dispose();
        _log.Dispose();
    }

    private SignedNote Note(params NoteSignature[] more) => new(Text, [.. _log.Sign(Text).Signatures, .. more]);

    [Fact]
    public void A_second_implementation_verifies_the_bytes_that_the_format_names()
    {
        var blob = _witness.Cosign(Text, At).Signature.ToArray();
        Assert.Equal([0, 0, 0, 0, 0x64, 0x18, 0x50, 0xcb], blob[..8]);
        var verifier = new Org.BouncyCastle.Crypto.Signers.Ed25519Signer();
        verifier.Init(false, new Org.BouncyCastle.Crypto.Parameters.Ed25519PublicKeyParameters(
            _witness.Verifier.PublicKey.ToArray()));
        var message = Encoding.UTF8.GetBytes("cosignature/v1\ntime 1679315147\n" + Text);
        verifier.BlockUpdate(message, 0, message.Length);
        Assert.Equal(72, blob.Length);
        Assert.True(verifier.VerifySignature(blob[8..]));
    }

    [Fact]
    public void A_cosigner_s_key_id_is_of_its_own_type()
    {
        var hash = System.Security.Cryptography.SHA256.HashData(
            [.. "witness.example/w1\n"u8, 0x04, .. _witness.Verifier.PublicKey.Span]);
        Assert.Equal(Convert.ToHexStringLower(hash.AsSpan(0, 4)), _witness.Verifier.ToString().Split('+')[1]);
        Assert.True(VerifierKey.TryParse(_witness.Verifier.ToString(), out var read));
        Assert.Equal(_witness.Verifier, read);
        using var same = NoteKey.FromSeed("witness.example/w1", new byte[32]);
        Assert.NotEqual(same.Verifier.KeyId, _witness.Verifier.KeyId);
    }

    [Fact]
    public void A_cosigned_note_verifies_and_says_by_whom_and_when()
    {
        Assert.True(SignedNote.TryParse(
            Encoding.UTF8.GetBytes(Note(_witness.Cosign(Text, At)).ToString()), out var note, out _));
        Assert.True(note!.IsSignedBy([_log.Verifier, _witness.Verifier], out var signers));
        Assert.Equal([_log.Verifier, _witness.Verifier], signers);
        Assert.Equal([new Cosignature(_witness.Verifier, At)], Cosignature.Under(note, [_log.Verifier, _witness.Verifier]));
    }

    [Fact]
    public void A_changed_time_or_text_is_not_what_was_cosigned()
    {
        var good = _witness.Cosign(Text, At);
        var later = good with { Signature = new byte[] { 0, 0, 0, 0, 0x64, 0x18, 0x50, 0xcc }.Concat(good.Signature.ToArray()[8..]).ToArray() };
        Assert.False(Note(later).IsSignedBy([_log.Verifier, _witness.Verifier], out _));
        Assert.True(Note(later).IsSignedBy([_log.Verifier], out _));
        Assert.Empty(Cosignature.Under(Note(later), [_witness.Verifier]));
        Assert.Empty(Cosignature.Under(new SignedNote("a" + Text, [good]), [_witness.Verifier]));
    }

    [Theory]
    [InlineData(71)]
    [InlineData(73)]
    [InlineData(64)]
    public void A_cosignature_of_another_length_is_none(int length) => Assert.False(NoteKey.Verify(
        _witness.Verifier, Text, _witness.Cosign(Text, At).Signature.ToArray().Concat(new byte[1]).Take(length).ToArray()));

    [Fact]
    public void A_time_beyond_every_calendar_is_refused() => Assert.False(NoteKey.Verify(
        _witness.Verifier, Text, Enumerable.Repeat((byte)0xff, 72).ToArray()));

    [Fact]
    public void A_key_does_one_of_the_two()
    {
        Assert.Throws<InvalidOperationException>(() => _witness.Sign(Text));
        Assert.Throws<InvalidOperationException>(() => _log.Cosign(Text, At));
        Assert.Throws<ArgumentException>(() => NoteKey.FromSeed("a", new byte[32], VerifierKey.PostQuantumCosigner));
    }

    [Fact]
    public void A_post_quantum_cosigner_is_known_and_its_signature_ignored_like_a_stranger_s()
    {
        var key = new VerifierKey("witness.example/pq", VerifierKey.PostQuantumCosigner, new byte[1312]);
        Assert.True(VerifierKey.TryParse(key.ToString(), out var read));
        Assert.Equal(key, read);
        var note = Note(new NoteSignature(key.Name, key.KeyId, new byte[2428]));
        Assert.True(note.IsSignedBy([_log.Verifier, key], out var signers));
        Assert.Equal([_log.Verifier], signers);
        Assert.False(note.IsSignedBy([key], out _));
    }

    [Fact]
    public void A_secret_key_s_text_opens_as_the_type_that_it_is()
    {
        var text = SecretKeyText.New("bank.example/witness", VerifierKey.Cosigner);
        Assert.True(SecretKeyText.TryOpen(text, VerifierKey.Cosigner, out var key));
        Assert.Equal("bank.example/witness", key!.Verifier.Name);
        Assert.False(SecretKeyText.TryOpen(text, VerifierKey.Ed25519, out _));
        Assert.False(SecretKeyText.TryOpen(text.Replace("bank", "bonk", StringComparison.Ordinal), VerifierKey.Cosigner, out _));
        key.Dispose();
    }
}
