using System.Security.Cryptography;
using System.Text;

namespace SupplyFinance.Standalone;

/// <summary>Ids that come from an invoice file's hash, so that a walkthrough that was interrupted finds its own objects again.</summary>
public sealed class DerivedIds(byte[] file, DateOnly issued)
{
    private readonly byte[] _hash = SHA256.HashData(file);

    /// <summary>A UUIDv7 (RFC 9562 §5.7): the issue date as its time, the hash of file and name as its random part.</summary>
    public Guid Of(string name)
    {
        var bytes = SHA256.HashData([.. _hash, .. Encoding.UTF8.GetBytes(name)]).AsSpan(0, 16);
        var milliseconds = new DateTimeOffset(issued.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeMilliseconds();
        for (var i = 5; i >= 0; i--, milliseconds >>= 8) bytes[i] = (byte)(milliseconds & 0xFF);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
