using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SupplyFinance.Ledger.Log;

/// <summary>A C2SP signed-note verifier key: <c>name+hex8(key id)+base64(type ‖ public key)</c>.</summary>
/// <param name="Name">The signer; not empty, no white space, no plus sign. A log's is its origin.</param>
/// <param name="Type">The signature type: one of the constants here.</param>
/// <param name="PublicKey">The raw public key.</param>
public sealed record VerifierKey(string Name, byte Type, ReadOnlyMemory<byte> PublicKey)
{
    /// <summary>Plain Ed25519 over the note's text.</summary>
    public const byte Ed25519 = 0x01;

    /// <summary>A timestamped Ed25519 cosignature of a checkpoint (c2sp.org/tlog-cosignature).</summary>
    public const byte Cosigner = 0x04;

    /// <summary>An ML-DSA-44 cosignature: such keys are read, their signatures ignored like a stranger's.</summary>
    public const byte PostQuantumCosigner = 0x06;

    private const int Ed25519Length = 32;

    private const int MlDsa44Length = 1312;

    /// <summary>Can a signature of this key be checked here?</summary>
    public bool IsSupported => Type is Ed25519 or Cosigner;

    /// <summary>The first four bytes, big-endian, of SHA-256(name ‖ 0x0A ‖ type ‖ public key).</summary>
    public uint KeyId => BinaryPrimitives.ReadUInt32BigEndian(
        SHA256.HashData([.. Encoding.UTF8.GetBytes(Name), 0x0A, Type, .. PublicKey.Span]));

    /// <summary>Could a signer be called this?</summary>
    public static bool IsName(string name) =>
        name.Length > 0 && !name.Any(c => char.IsWhiteSpace(c) || c is '+' or < ' ');

    /// <summary>Reads a verifier key's text of a type that is known here; the key id must be the right one for name and
    /// key.</summary>
    public static bool TryParse(string text, out VerifierKey? key)
    {
        key = null;
        var parts = text.Split('+', 3);
        if (parts.Length != 3 || !IsName(parts[0]) || parts[1].Length != 8) return false;
        if (!uint.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id))
            return false;
        if (!StrictBase64.TryDecode(parts[2], out var blob) || blob.Length == 0 || blob.Length != 1 + LengthOf(blob[0]))
            return false;
        var read = new VerifierKey(parts[0], blob[0], blob.AsMemory(1));
        if (read.KeyId != id) return false;
        key = read;
        return true;
    }

    /// <summary>The text that others pin.</summary>
    public override string ToString() => $"{Name}+{KeyId:x8}+{Convert.ToBase64String([Type, .. PublicKey.Span])}";

    private static int? LengthOf(byte type) => type switch
    {
        Ed25519 or Cosigner => Ed25519Length,
        PostQuantumCosigner => MlDsa44Length,
        _ => null,
    };

    /// <inheritdoc/>
    public bool Equals(VerifierKey? other) =>
        other is not null && Name == other.Name && Type == other.Type
            && PublicKey.Span.SequenceEqual(other.PublicKey.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => KeyId.GetHashCode();
}
