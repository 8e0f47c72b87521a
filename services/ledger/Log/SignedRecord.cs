using System.Globalization;
using System.Text;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Ledger.Log;

/// <summary>The newest size and root that the log has signed, in a file of its own beside the database: a database
/// restored from a backup lacks what was signed since, and this record says so. It is written, durably, before the
/// signature is made.</summary>
/// <remarks>Two slots are written in turn, so that a torn write leaves the other one.</remarks>
public sealed class SignedRecord(string path)
{
    private const int SlotLength = 256;

    private readonly Lock _gate = new();

    /// <summary>The record in a service's data folder.</summary>
    public static SignedRecord Of(ServiceSettings settings) => new(Path.Combine(settings.DataFolder, LedgerService.SignedFile));

    /// <summary>Has anything been recorded?</summary>
    public bool Exists => File.Exists(path) && new FileInfo(path).Length > 0;

    /// <summary>The newest recorded size and root; the empty tree where there is no record yet.</summary>
    /// <exception cref="LogIdentityException">There is a record, and it cannot be read.</exception>
    public (long Size, Digest Root) Read()
    {
        lock (_gate) return Exists ? Newest(File.ReadAllBytes(path)) : (0, MerkleTree.EmptyRoot);
    }

    /// <summary>Records that <paramref name="size"/> and <paramref name="root"/> are about to be signed, if the record
    /// still is
    /// <paramref name="expected"/> and does not shrink. Nobody else can write in between.</summary>
    /// <returns>Whether it does; if not, nothing may be signed.</returns>
    public bool TryAdvance((long Size, Digest Root) expected, long size, Digest root)
    {
        lock (_gate)
        {
            using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            var held = bytes.Length == 0 ? (0, MerkleTree.EmptyRoot) : Newest(bytes);
            if (held != expected || size < held.Item1 || (size == held.Item1 && root != held.Item2)) return false;
            if (size == held.Item1 && bytes.Length > 0) return true;
            var line = string.Create(CultureInfo.InvariantCulture, $"{size} {root.ToBase64()}");
            var slot = new byte[SlotLength];
            Encoding.ASCII.GetBytes($"{line} {Digest.Of(Encoding.ASCII.GetBytes(line)).ToBase64()}\n", slot);
            file.Position = OlderSlot(bytes) * SlotLength;
            file.Write(slot);
            file.Flush(flushToDisk: true);
            return true;
        }
    }

    private (long Size, Digest Root) Newest(byte[] bytes)
    {
        var readable = new[] { Slot(bytes, 0), Slot(bytes, 1) }.OfType<(long Size, Digest Root)>()
            .OrderByDescending(x => x.Size).ToArray();
        return readable.Length > 0
            ? readable[0]
            : throw new LogIdentityException($"{path} does not say what the log has signed.");
    }

    private static int OlderSlot(byte[] bytes)
    {
        var (first, second) = (Slot(bytes, 0), Slot(bytes, 1));
        return first is null || (second is not null && first.Value.Size < second.Value.Size) ? 0 : 1;
    }

    private static (long Size, Digest Root)? Slot(byte[] bytes, int number)
    {
        var from = number * SlotLength;
        return from < bytes.Length ? Parse(bytes[from..Math.Min(from + SlotLength, bytes.Length)]) : null;
    }

    private static (long Size, Digest Root)? Parse(byte[] slot)
    {
        var end = Array.IndexOf(slot, (byte)'\n');
        var parts = end < 0 ? [] : Encoding.ASCII.GetString(slot, 0, end).Split(' ');
        return parts.Length == 3
            && Checkpoint.TryReadSize(parts[0], out var size)
            && Digest.TryParseBase64(parts[1], out var root)
            && Digest.TryParseBase64(parts[2], out var check)
            && check == Digest.Of(Encoding.ASCII.GetBytes($"{parts[0]} {parts[1]}"))
                ? (size, root)
                : null;
    }
}
