using System.Buffers.Binary;
using System.Text;

namespace SupplyFinance.Ledger.Log;

/// <summary>One signature line of a note: <c>— name base64(key id ‖ signature)</c>.</summary>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Signature)
{
    /// <summary>The known key that this claims to be of, if it is one that can be checked.</summary>
    public VerifierKey? KeyIn(IEnumerable<VerifierKey> known) =>
        known.FirstOrDefault(key => key.IsSupported && key.Name == Name && key.KeyId == KeyId);

    /// <summary>The line, with its line feed.</summary>
    public override string ToString()
    {
        var blob = new byte[4 + Signature.Length];
        BinaryPrimitives.WriteUInt32BigEndian(blob, KeyId);
        Signature.CopyTo(blob.AsMemory(4));
        return $"{SignedNote.SignaturePrefix}{Name} {Convert.ToBase64String(blob)}\n";
    }
}

/// <summary>A text with signatures under it (c2sp.org/signed-note).</summary>
/// <param name="Text">What is signed; ends in a line feed.</param>
/// <param name="Signatures">In the order in which they stand.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    /// <summary>U+2014 and a space.</summary>
    public const string SignaturePrefix = "\u2014 ";

    /// <summary>More signatures than any quorum of witnesses needs; a note with more is an attempt to exhaust the
    /// reader.</summary>
    public const int MaxSignatures = 100;

    /// <summary>A checkpoint with a hundred signatures stays far below; keeps hostile input small.</summary>
    public const int MaxBytes = 1_000_000;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a note without judging its signatures.</summary>
    /// <param name="why">What is wrong with it, where it is refused.</param>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out SignedNote? note, out string why)
    {
        note = null;
        if (bytes.Length > MaxBytes) return Refuse("too long", out why);
        string all;
        try
        {
            all = Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Refuse("not UTF-8", out why);
        }

        if (all.Any(c => c < ' ' && c != '\n')) return Refuse("a control character", out why);
        var split = all.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0) return Refuse("no empty line before signatures", out why);
        var text = all[..(split + 1)];
        var lines = all[(split + 2)..];
        if (lines.Length == 0 || lines[^1] != '\n')
            return Refuse("no signature, or the last one does not end its line", out why);
        var signatures = new List<NoteSignature>();
        foreach (var line in lines[..^1].Split('\n'))
        {
            if (signatures.Count == MaxSignatures) return Refuse($"more than {MaxSignatures} signatures", out why);
            if (ReadSignature(line) is not { } signature) return Refuse("a malformed signature line", out why);
            signatures.Add(signature);
        }

        note = new SignedNote(text, signatures);
        why = "";
        return true;
    }

    /// <summary>Verifies a note: unknown signers are ignored, a known key with a bad signature rejects it, nothing
    /// verified rejects it.</summary>
    /// <param name="signers">The known keys whose signatures hold.</param>
    public bool IsSignedBy(IReadOnlyCollection<VerifierKey> known, out IReadOnlyList<VerifierKey> signers)
    {
        var verified = new List<VerifierKey>();
        signers = verified;
        foreach (var signature in Signatures)
        {
            if (signature.KeyIn(known) is not { } key) continue;
            if (!NoteKey.Verify(key, Text, signature.Signature.Span)) return false;
            if (!verified.Contains(key)) verified.Add(key);
        }

        return verified.Count > 0;
    }

    /// <summary>The whole note.</summary>
    public override string ToString() => $"{Text}\n{string.Concat(Signatures)}";

    /// <summary>Reads a signature line without its line feed; null where it is malformed.</summary>
    public static NoteSignature? ReadSignature(string line)
    {
        if (!line.StartsWith(SignaturePrefix, StringComparison.Ordinal)) return null;
        var parts = line[SignaturePrefix.Length..].Split(' ', 2);
        if (parts.Length != 2 || !VerifierKey.IsName(parts[0])) return null;
        if (!StrictBase64.TryDecode(parts[1], out var blob) || blob.Length < 5) return null;
        return new NoteSignature(parts[0], BinaryPrimitives.ReadUInt32BigEndian(blob), blob.AsMemory(4));
    }

    private static bool Refuse(string reason, out string why)
    {
        why = reason;
        return false;
    }
}
