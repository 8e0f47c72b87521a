using System.Security.Cryptography;
using System.Text;

namespace SupplyFinance.Identity;

/// <summary>Ids of demonstration objects come from their names, so that seeding twice makes nothing twice: a UUID of
/// version 8 (RFC 9562 §5.8) over SHA-256.</summary>
public static class DemonstrationId
{
    public static Guid Of(params string[] name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes("supply-finance demonstration\n" + string.Join('\n', name)));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
