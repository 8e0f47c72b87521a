using System.Buffers.Binary;

namespace SupplyFinance.Ledger.Log;

/// <summary>Entries as a tile holds them (c2sp.org/tlog-tiles): each behind a big-endian two-byte length.</summary>
public static class EntryBundle
{
    private const int LengthBytes = 2;

    /// <summary>The bundle of these entries.</summary>
    public static byte[] Of(IEnumerable<byte[]> entries)
    {
        using var bundle = new MemoryStream();
        var length = new byte[LengthBytes];
        foreach (var entry in entries)
        {
            BinaryPrimitives.WriteUInt16BigEndian(length, checked((ushort)entry.Length));
            bundle.Write(length);
            bundle.Write(entry);
        }

        return bundle.ToArray();
    }

    /// <summary>The entries of a bundle that holds exactly <paramref name="width"/> of them and nothing
    /// else.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bundle, int width, out IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        var read = new List<ReadOnlyMemory<byte>>(width);
        entries = read;
        while (bundle.Length >= LengthBytes && read.Count < width)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(bundle.Span);
            if (bundle.Length < LengthBytes + length) return false;
            read.Add(bundle.Slice(LengthBytes, length));
            bundle = bundle[(LengthBytes + length)..];
        }

        return read.Count == width && bundle.IsEmpty;
    }
}
