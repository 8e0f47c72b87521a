using System.Globalization;

namespace SupplyFinance.Ledger.Log;

/// <summary>What a log says of itself (c2sp.org/tlog-checkpoint): its origin, its size and its root.</summary>
public sealed record Checkpoint(string Origin, long Size, Digest Root)
{
    /// <summary>The three lines that are signed.</summary>
    public string ToNoteText() => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root.ToBase64()}\n");

    /// <summary>Reads a note's text; extension lines after the third are allowed but not understood.</summary>
    public static bool TryParse(string text, out Checkpoint? checkpoint)
    {
        checkpoint = null;
        if (!text.EndsWith('\n')) return false;
        var lines = text[..^1].Split('\n');
        if (lines.Length < 3 || lines.Any(line => line.Length == 0)) return false;
        if (!TryReadSize(lines[1], out var size) || !Digest.TryParseBase64(lines[2], out var root)) return false;
        checkpoint = new Checkpoint(lines[0], size, root);
        return true;
    }

    /// <summary>Reads a decimal without sign, white space or leading zero.</summary>
    public static bool TryReadSize(string text, out long size)
    {
        size = 0;
        if (text.Length == 0 || (text.Length > 1 && text[0] == '0')) return false;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out size);
    }
}
