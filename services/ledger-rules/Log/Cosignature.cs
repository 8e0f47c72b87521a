using System.Buffers.Binary;
using System.Globalization;

namespace SupplyFinance.Ledger.Log;

/// <summary>A timestamped Ed25519 cosignature (c2sp.org/tlog-cosignature, type 0x04): as of that second, the largest
/// consistent tree that the cosigner has seen of the log has this size and root.</summary>
/// <param name="By">The cosigner. Its name is not signed, so a key has one role and one name.</param>
/// <param name="At">The second at which it was made.</param>
public sealed record Cosignature(VerifierKey By, DateTimeOffset At)
{
    private const int TimeLength = 8;
    private const int SignatureLength = 64;

    // What a DateTimeOffset can hold; the format itself allows up to 2^63 - 1.
    private static readonly ulong LatestSecond = (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>The verified cosignatures under a note by known keys, each key once with its latest.</summary>
    public static IReadOnlyList<Cosignature> Under(SignedNote note, IReadOnlyCollection<VerifierKey> known) =>
    [
        .. from signature in note.Signatures
           let key = signature.KeyIn(known)
           where key is { Type: VerifierKey.Cosigner } && NoteKey.Verify(key, note.Text, signature.Signature.Span)
           group TimeOf(signature) by key into times
           select new Cosignature(times.Key, times.Max()),
    ];

    /// <summary>When a cosignature says that it was made; not verified here.</summary>
    public static DateTimeOffset TimeOf(NoteSignature signature) =>
        TryRead(signature.Signature.Span, out var seconds, out _)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new ArgumentException("This is no cosignature.", nameof(signature));

    /// <summary>What is signed: two lines of its own, then the whole checkpoint.</summary>
    internal static string Message(long seconds, string checkpointText) =>
        string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {seconds}\n{checkpointText}");

    internal static byte[] Blob(long seconds, ReadOnlySpan<byte> signature)
    {
        var blob = new byte[TimeLength + SignatureLength];
        BinaryPrimitives.WriteUInt64BigEndian(blob, checked((ulong)seconds));
        signature.CopyTo(blob.AsSpan(TimeLength));
        return blob;
    }

    internal static bool TryRead(ReadOnlySpan<byte> blob, out long seconds, out ReadOnlySpan<byte> signature)
    {
        seconds = 0;
        signature = default;
        if (blob.Length != TimeLength + SignatureLength) return false;
        var time = BinaryPrimitives.ReadUInt64BigEndian(blob);
        if (time > LatestSecond) return false;
        seconds = (long)time;
        signature = blob[TimeLength..];
        return true;
    }
}
