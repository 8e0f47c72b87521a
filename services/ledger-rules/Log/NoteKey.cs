using System.Text;
using NSec.Cryptography;

namespace SupplyFinance.Ledger.Log;

/// <summary>An Ed25519 key that signs notes, or cosigns checkpoints, under a name. It does one of the two: its type says
/// which.</summary>
public sealed class NoteKey : IDisposable
{
    private static readonly SignatureAlgorithm Algorithm = SignatureAlgorithm.Ed25519;
    private readonly Key _key;

    private NoteKey(string name, byte type, Key key)
    {
        if (!VerifierKey.IsName(name)) throw new ArgumentException($"'{name}' cannot name a signer.", nameof(name));
        _key = key;
        Verifier = new VerifierKey(name, type, key.PublicKey.Export(KeyBlobFormat.RawPublicKey));
    }

    /// <summary>The public half, with its name.</summary>
    public VerifierKey Verifier { get; }

    /// <summary>The key of a 32-byte seed (RFC 8032 §5.1.5), by default one that signs notes.</summary>
    public static NoteKey FromSeed(string name, ReadOnlySpan<byte> seed, byte type = VerifierKey.Ed25519) =>
        type is VerifierKey.Ed25519 or VerifierKey.Cosigner
            ? new NoteKey(name, type, Key.Import(Algorithm, seed, KeyBlobFormat.RawPrivateKey))
            : throw new ArgumentException($"A seed of 32 bytes makes no key of type {type}.", nameof(type));

    /// <summary>Is this the key's signature of the text, or its cosignature?</summary>
    public static bool Verify(VerifierKey key, string text, ReadOnlySpan<byte> signature) => key.Type switch
    {
        VerifierKey.Ed25519 => VerifyBytes(key, text, signature),
        VerifierKey.Cosigner => Cosignature.TryRead(signature, out var seconds, out var over)
            && VerifyBytes(key, Cosignature.Message(seconds, text), over),
        _ => false,
    };

    /// <summary>The text with this key's signature under it. Ed25519 is deterministic: the same text gives the same
    /// note.</summary>
    public SignedNote Sign(string text)
    {
        if (!text.EndsWith('\n')) throw new ArgumentException("A note's text ends in a line feed.", nameof(text));
        if (Verifier.Type != VerifierKey.Ed25519) throw new InvalidOperationException($"{Verifier} cosigns only.");
        return new SignedNote(text, [new NoteSignature(Verifier.Name, Verifier.KeyId, SignBytes(text))]);
    }

    /// <summary>This key's cosignature of a checkpoint's whole text at an instant.</summary>
    public NoteSignature Cosign(string checkpointText, DateTimeOffset at)
    {
        if (Verifier.Type != VerifierKey.Cosigner) throw new InvalidOperationException($"{Verifier} does not cosign.");
        var seconds = at.ToUnixTimeSeconds();
        var blob = Cosignature.Blob(seconds, SignBytes(Cosignature.Message(seconds, checkpointText)));
        return new NoteSignature(Verifier.Name, Verifier.KeyId, blob);
    }

    private static bool VerifyBytes(VerifierKey key, string text, ReadOnlySpan<byte> signature) =>
        signature.Length == Algorithm.SignatureSize
        && PublicKey.TryImport(Algorithm, key.PublicKey.Span, KeyBlobFormat.RawPublicKey, out var publicKey)
        && Algorithm.Verify(publicKey!, Encoding.UTF8.GetBytes(text), signature);

    private byte[] SignBytes(string text) => Algorithm.Sign(_key, Encoding.UTF8.GetBytes(text));

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
