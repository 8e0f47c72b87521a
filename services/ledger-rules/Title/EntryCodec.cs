using System.Buffers.Binary;
using System.Text;
using SupplyFinance.Ledger.Log;

namespace SupplyFinance.Ledger.Title;

/// <summary>An entry's bytes, version 1; integers big-endian, ids in RFC 9562 order. There is one spelling per entry.
/// <code>
/// u8 version = 1 · u8 type · 32 instruction commitment
/// u8 count × (u8 length · signer)       ordinal order, no repeats
/// u8 length · lock owner                length 0: none
/// u16 count × 16 consumed lot id
/// u16 count × 16 touched lot id
/// u16 count × (16 new lot id · 32 lot body commitment)
/// i64 microseconds since 1970
/// </code></summary>
public static class EntryCodec
{
    /// <summary>The tile format keeps an entry behind a two-byte length.</summary>
    public const int MaxBytes = ushort.MaxValue;

    private const byte Version = 1;
    private const int IdLength = 16;

    /// <summary>The bytes that go into the log.</summary>
    /// <exception cref="ArgumentException">The entry does not fit its format; the register's limits make that a
    /// bug.</exception>
    public static byte[] Encode(Entry entry)
    {
        using var stream = new MemoryStream();
        stream.WriteByte(Version);
        stream.WriteByte((byte)entry.Type);
        stream.Write(entry.Instruction.ToArray());
        stream.WriteByte(checked((byte)entry.Signers.Count));
        foreach (var signer in entry.Signers) WriteText(stream, signer);
        WriteText(stream, entry.LockOwner ?? "");
        WriteCount(stream, entry.Consumed.Count);
        foreach (var id in entry.Consumed) stream.Write(id.ToByteArray(bigEndian: true));
        WriteCount(stream, entry.Touched.Count);
        foreach (var id in entry.Touched) stream.Write(id.ToByteArray(bigEndian: true));
        WriteCount(stream, entry.Outputs.Count);
        foreach (var output in entry.Outputs)
        {
            stream.Write(output.LotId.ToByteArray(bigEndian: true));
            stream.Write(output.Body.ToArray());
        }

        Span<byte> time = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, Instants.ToMicroseconds(entry.At));
        stream.Write(time);
        var bytes = stream.ToArray();
        return bytes.Length <= MaxBytes
            ? bytes
            : throw new ArgumentException($"An entry has at most {MaxBytes} bytes, not {bytes.Length}.", nameof(entry));
    }

    /// <summary>Reads an entry; anything but the one spelling of an entry is refused.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out Entry? entry)
    {
        entry = null;
        if (bytes.Length > MaxBytes) return false;
        var reader = new Reader(bytes);
        if (reader.Byte() != Version) return false;
        var type = (EntryType)reader.Byte();
        var instruction = reader.Take(Digest.Length);
        var signers = new string[reader.Byte()];
        for (var i = 0; i < signers.Length; i++) signers[i] = reader.Text();
        var owner = reader.Text();
        var consumed = reader.Ids();
        var touched = reader.Ids();
        var outputs = reader.Outputs();
        var time = reader.Take(8);
        if (reader.Failed || !reader.AtEnd || !Enum.IsDefined(type)) return false;
        for (var i = 0; i < signers.Length; i++)
        {
            if (signers[i].Length == 0 || (i > 0 && string.CompareOrdinal(signers[i - 1], signers[i]) >= 0))
                return false;
        }

        var microseconds = BinaryPrimitives.ReadInt64BigEndian(time);
        if (microseconds < 0 || microseconds > Instants.ToMicroseconds(DateTimeOffset.MaxValue)) return false;
        var at = Instants.FromMicroseconds(microseconds);
        entry = new Entry(type, Digest.From(instruction), signers, owner.Length == 0 ? null : owner, consumed, touched,
            outputs, at);
        return true;
    }

    private static void WriteText(MemoryStream stream, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        stream.WriteByte(checked((byte)bytes.Length));
        stream.Write(bytes);
    }

    private static void WriteCount(MemoryStream stream, int count)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, checked((ushort)count));
        stream.Write(bytes);
    }

    // Reads on after a failure with zeros, so that one check at the end is enough.
    private ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);
        private ReadOnlySpan<byte> _left = bytes;

        public bool Failed { get; private set; }

        public readonly bool AtEnd => _left.IsEmpty;

        public ReadOnlySpan<byte> Take(int length)
        {
            if (_left.Length < length)
            {
                Failed = true;
                _left = [];
                return new byte[length];
            }

            var taken = _left[..length];
            _left = _left[length..];
            return taken;
        }

        public byte Byte() => Take(1)[0];

        public string Text()
        {
            try
            {
                return Utf8.GetString(Take(Byte()));
            }
            catch (DecoderFallbackException)
            {
                Failed = true;
                return "";
            }
        }

        public Guid[] Ids()
        {
            var ids = new Guid[Count(IdLength)];
            for (var i = 0; i < ids.Length; i++) ids[i] = new Guid(Take(IdLength), bigEndian: true);
            return ids;
        }

        public EntryOutput[] Outputs()
        {
            var outputs = new EntryOutput[Count(IdLength + Digest.Length)];
            for (var i = 0; i < outputs.Length; i++)
                outputs[i] = new EntryOutput(
                    new Guid(Take(IdLength), bigEndian: true), Digest.From(Take(Digest.Length)));
            return outputs;
        }

        private int Count(int itemLength)
        {
            var count = BinaryPrimitives.ReadUInt16BigEndian(Take(2));
            if (count * itemLength <= _left.Length) return count;
            Failed = true;
            return 0;
        }
    }
}
