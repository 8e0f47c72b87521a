using System.Text;
using NSec.Cryptography;

namespace SupplyFinance.Ledger.Log;

/// <summary>An Ed25519 key that signs notes under a name.</summary>
public sealed class NoteKey : IDisposable
{
    private static readonly SignatureAlgorithm Algorithm = SignatureAlgorithm.Ed25519;
    private readonly Key _key;

    private NoteKey(string name, Key key)
    {
        if (!VerifierKey.IsName(name)) throw new ArgumentException($"'{name}' cannot name a signer.", nameof(name));
        _key = key;
        Verifier = new VerifierKey(name, VerifierKey.Ed25519, key.PublicKey.Export(KeyBlobFormat.RawPublicKey));
    }

    /// <summary>The public half, with its name.</summary>
    public VerifierKey Verifier { get; }

    /// <summary>The key of a 32-byte seed (RFC 8032 §5.1.5).</summary>
    public static NoteKey FromSeed(string name, ReadOnlySpan<byte> seed) =>
        new(name, Key.Import(Algorithm, seed, KeyBlobFormat.RawPrivateKey));

    /// <summary>Is this the key's signature of the text?</summary>
    public static bool Verify(VerifierKey key, string text, ReadOnlySpan<byte> signature) =>
        signature.Length == Algorithm.SignatureSize
        && PublicKey.TryImport(Algorithm, key.PublicKey.Span, KeyBlobFormat.RawPublicKey, out var publicKey)
        && Algorithm.Verify(publicKey!, Encoding.UTF8.GetBytes(text), signature);

    /// <summary>The text with this key's signature under it. Ed25519 is deterministic: the same text gives the same
    /// note.</summary>
    public SignedNote Sign(string text)
    {
        if (!text.EndsWith('\n')) throw new ArgumentException("A note's text ends in a line feed.", nameof(text));
        var signature = Algorithm.Sign(_key, Encoding.UTF8.GetBytes(text));
        return new SignedNote(text, [new NoteSignature(Verifier.Name, Verifier.KeyId, signature)]);
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
