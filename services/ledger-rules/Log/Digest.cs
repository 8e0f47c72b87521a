using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SupplyFinance.Ledger.Log;

/// <summary>A SHA-256 value, compared by its 32 bytes.</summary>
public readonly record struct Digest
{
    /// <summary>Bytes in a digest.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;

    private Digest(ReadOnlySpan<byte> bytes)
    {
        _a = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _b = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _c = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _d = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>The SHA-256 of some bytes.</summary>
    public static Digest Of(ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[Length];
        SHA256.HashData(data, hash);
        return new Digest(hash);
    }

    /// <summary>The digest that these exactly 32 bytes are.</summary>
    public static Digest From(ReadOnlySpan<byte> bytes) => bytes.Length == Length
        ? new Digest(bytes)
        : throw new ArgumentException($"A digest has {Length} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Reads standard padded base64 of exactly 32 bytes; any other spelling is refused.</summary>
    public static bool TryParseBase64(string text, out Digest digest)
    {
        digest = default;
        if (!StrictBase64.TryDecode(text, out var bytes) || bytes.Length != Length) return false;
        digest = new Digest(bytes);
        return true;
    }

    /// <summary>Puts the 32 bytes at the front of a span.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _a);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _b);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _c);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _d);
    }

    /// <summary>The 32 bytes.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Standard padded base64.</summary>
    public string ToBase64() => Convert.ToBase64String(ToArray());

    /// <summary>Lower-case hexadecimal.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToArray());
}
