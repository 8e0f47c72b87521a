using System.Text;
using SupplyFinance.Ledger.Log;

namespace SupplyFinance.Ledger.Tests.Log;

public class SignedNoteTests
{
    private const string Text =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    private const string KeyText = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private const string Signature =
        "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    private const string Stranger =
        "\u2014 Enoch4 x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    [Fact]
    public void The_reference_note_of_the_format_opens()
    {
        Assert.True(Read(Text + "\n" + Signature).IsSignedBy([Key()], out var signers));
        Assert.Equal([Key()], signers);
        Assert.Equal(Text + "\n" + Signature, Read(Text + "\n" + Signature).ToString());
    }

    [Fact]
    public void A_key_text_that_was_read_is_written_the_same()
    {
        Assert.Equal(KeyText, Key().ToString());
        Assert.Equal(0xc74f20a3, Key().KeyId);
    }

    [Fact]
    public void Our_own_notes_open_with_our_key_and_with_no_other()
    {
        using var key = NoteKey.FromSeed("example.org/log", new byte[32]);
        using var other = NoteKey.FromSeed("example.org/log", [.. Enumerable.Repeat((byte)1, 32)]);
        var note = Read(key.Sign("hello\n").ToString());
        Assert.True(note.IsSignedBy([key.Verifier], out _));
        Assert.False(note.IsSignedBy([other.Verifier], out _));
    }

    [Fact]
    public void A_second_implementation_verifies_our_signature_and_agrees_on_the_public_key()
    {
        var seed = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();
        using var key = NoteKey.FromSeed("example.org/log", seed);
        var theirs = new Org.BouncyCastle.Crypto.Parameters.Ed25519PrivateKeyParameters(seed).GeneratePublicKey();
        var verifier = new Org.BouncyCastle.Crypto.Signers.Ed25519Signer();
        verifier.Init(forSigning: false, theirs);
        var text = Encoding.UTF8.GetBytes("signed once, verified by another\n");
        verifier.BlockUpdate(text, 0, text.Length);
        Assert.True(verifier.VerifySignature(
            key.Sign("signed once, verified by another\n").Signatures[0].Signature.ToArray()));
        Assert.Equal(theirs.GetEncoded(), key.Verifier.PublicKey.ToArray());
    }

    [Fact]
    public void Unknown_signers_are_ignored_but_somebody_known_must_have_signed()
    {
        Assert.True(Read(Text + "\n" + Stranger + Signature).IsSignedBy([Key()], out _));
        Assert.False(Read(Text + "\n" + Stranger).IsSignedBy([Key()], out _));
        Assert.False(Read(Text + "\n" + Signature).IsSignedBy([], out _));
    }

    [Fact]
    public void A_known_key_with_a_bad_signature_rejects_the_note_even_beside_a_good_one()
    {
        using var key = NoteKey.FromSeed("log", new byte[32]);
        var good = key.Sign("a\n").Signatures[0];
        var bad = key.Sign("b\n").Signatures[0];
        Assert.False(new SignedNote("a\n", [good, bad]).IsSignedBy([key.Verifier], out _));
        Assert.False(new SignedNote("a\n", [bad, good]).IsSignedBy([key.Verifier], out _));
        Assert.True(new SignedNote("a\n", [good, good]).IsSignedBy([key.Verifier], out var signers));
        Assert.Single(signers);
    }

    [Fact]
    public void A_changed_text_is_not_signed() =>
        Assert.False(Read(Text.Replace("answer", "question", StringComparison.Ordinal) + "\n" + Signature)
            .IsSignedBy([Key()], out _));

    [Fact]
    public void The_text_ends_at_the_last_empty_line()
    {
        using var key = NoteKey.FromSeed("log", new byte[32]);
        var note = Read(key.Sign("one\n\ntwo\n").ToString());
        Assert.Equal("one\n\ntwo\n", note.Text);
        Assert.True(note.IsSignedBy([key.Verifier], out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\n\u2014 name")]
    [InlineData("text\n\n\u2014 name AAAAAAA=")]
    [InlineData("text\n\n- name AAAAAAA=\n")]
    [InlineData("text\n\n\u2014 name AAAAAAA\n")]
    [InlineData("text\n\n\u2014 name AAAAAA==\n")]
    [InlineData("text\n\n\u2014 name AAAAAAB=\n")]
    [InlineData("text\n\n\u2014 name AAAA AAA=\n")]
    [InlineData("text\n\n\u2014 na+me AAAAAAA=\n")]
    [InlineData("text\n\n\u2014  AAAAAAA=\n")]
    [InlineData("text\n\n\u2014 name AAAAAAA=\n\n")]
    [InlineData("text\n\n\u2014 name AAAAAAA=\nmore\n")]
    [InlineData("te\txt\n\n\u2014 name AAAAAAA=\n")]
    [InlineData("text\r\n\n\u2014 name AAAAAAA=\n")]
    [InlineData("text\n\n\u2014 name AAAAAAA=\r\n")]
    public void A_malformed_note_is_refused(string note)
    {
        Assert.False(SignedNote.TryParse(Encoding.UTF8.GetBytes(note), out _, out var why));
        Assert.NotEmpty(why);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused() =>
        Assert.False(SignedNote.TryParse(
            [.. "text\xff"u8[..4], 0xff, .. "\n\n\u2014 name AAAAAAA=\n"u8], out _, out _));

    [Fact]
    public void At_least_sixteen_and_at_most_a_hundred_signatures_are_read()
    {
        Assert.Equal(16, Read(Text + "\n" + string.Concat(Enumerable.Repeat(Stranger, 16))).Signatures.Count);
        Assert.True(SignedNote.TryParse(Many(SignedNote.MaxSignatures), out _, out _));
        Assert.False(SignedNote.TryParse(Many(SignedNote.MaxSignatures + 1), out _, out _));
    }

    [Theory]
    [InlineData("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+c74f20a3+AhpcWQcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10")]
    [InlineData("PeterNeumann+c74f20a3")]
    [InlineData("+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+ c74f20a+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    public void A_wrong_key_text_is_refused(string text) => Assert.False(VerifierKey.TryParse(text, out _));

    [Fact]
    public void A_key_whose_base64_holds_a_plus_is_read()
    {
        var withPlus = Enumerable.Range(0, 500)
            .Select(i => NoteKey.FromSeed("log", Digest.Of(BitConverter.GetBytes(i)).ToArray()))
            .First(key => key.Verifier.ToString().Count(c => c == '+') > 2);
        Assert.True(VerifierKey.TryParse(withPlus.Verifier.ToString(), out var read));
        Assert.Equal(withPlus.Verifier, read);
    }

    private static byte[] Many(int count) =>
        Encoding.UTF8.GetBytes(Text + "\n" + string.Concat(Enumerable.Repeat(Stranger, count)));

    private static VerifierKey Key() =>
        VerifierKey.TryParse(KeyText, out var key) ? key! : throw new InvalidOperationException();

    private static SignedNote Read(string text) =>
        SignedNote.TryParse(Encoding.UTF8.GetBytes(text), out var note, out var why)
            ? note!
            : throw new InvalidOperationException(why);
}
