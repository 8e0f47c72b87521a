using System.Globalization;

namespace SupplyFinance.Ledger.Log;

/// <summary>Says what became of a lot as of a size of the log: a signed note under keys of their own (type 0x01), by the
/// log and by the mirrors that replayed all entries up to that size. The lot's holder and amount are in the opening of
/// the entry that created it and never change; a lot that is not <c>live</c> is nobody's any more.</summary>
/// <param name="Origin">The log.</param>
/// <param name="Size">Entries replayed.</param>
/// <param name="Root">The root over them.</param>
/// <param name="CreatedByEntry">The entry that created the lot.</param>
/// <param name="State">One word: <c>live</c>, <c>consumed</c>, <c>discharged</c> …</param>
public sealed record TitleStatement(
    string Origin, long Size, Digest Root, Guid LotId, long CreatedByEntry, string State)
{
    /// <summary>What follows the log's origin in the first line, so that no statement is ever taken for a
    /// checkpoint.</summary>
    public const string Suffix = "/title";

    private const int Lines = 6;

    /// <summary>The six lines that are signed.</summary>
    public string ToNoteText() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Origin}{Suffix}\n{Size}\n{Root.ToBase64()}\n{LotId:D}\n{CreatedByEntry}\n{State}\n");

    /// <summary>Reads a note's text; there is one spelling per statement.</summary>
    public static bool TryParse(string text, out TitleStatement? statement)
    {
        statement = null;
        if (!text.EndsWith('\n')) return false;
        var lines = text[..^1].Split('\n');
        if (lines.Length != Lines || !lines[0].EndsWith(Suffix, StringComparison.Ordinal)) return false;
        if (!Checkpoint.TryReadSize(lines[1], out var size) || !Digest.TryParseBase64(lines[2], out var root)
            || !Guid.TryParseExact(lines[3], "D", out var lotId)
            || !Checkpoint.TryReadSize(lines[4], out var entry) || entry >= size
            || lines[5].Length == 0 || !lines[5].All(char.IsAsciiLetterLower))
            return false;
        var read = new TitleStatement(lines[0][..^Suffix.Length], size, root, lotId, entry, lines[5]);
        if (read.Origin.Length == 0 || read.ToNoteText() != text) return false;
        statement = read;
        return true;
    }
}
