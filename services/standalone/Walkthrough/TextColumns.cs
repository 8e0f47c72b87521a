using System.Globalization;
using System.Text;

namespace SupplyFinance.Standalone;

/// <summary>Text in the columns of a terminal, where a Chinese character takes two and a combining mark none (Unicode UAX #11).</summary>
public static class TextColumns
{
    /// <summary>Between two columns of a table.</summary>
    public const string Gap = "  ";

    // Wide and full-width blocks, first and last code point.
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0xA4CF), (0xA960, 0xA97C), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE6F),
        (0xFF01, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1F64F), (0x1F900, 0x1F9FF), (0x20000, 0x3FFFD),
    ];

    /// <summary>The columns that a text takes.</summary>
    public static int WidthOf(string text) => text.EnumerateRunes().Sum(WidthOf);

    /// <summary>A text at the left of a column.</summary>
    public static string Left(string text, int width) => text + Padding(text, width);

    /// <summary>A text at the right of a column.</summary>
    public static string Right(string text, int width) => Padding(text, width) + text;

    /// <summary>Breaks a text into lines of a width: at spaces, between Chinese characters, and inside a word only where the word alone is
    /// too long for a line. Nothing is left out but the spaces at the breaks.</summary>
    public static IReadOnlyList<string> Wrap(string text, int width)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        foreach (var piece in Pieces(text).SelectMany(piece => Cut(piece, width)))
        {
            if (WidthOf(line.ToString()) + WidthOf(piece.TrimEnd()) > width) Break();
            if (line.Length > 0 || piece != " ") line.Append(piece);
        }

        Break();
        return lines;

        void Break()
        {
            lines.Add(line.ToString().TrimEnd());
            line.Clear();
        }
    }

    private static int WidthOf(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        _ => IsWide(rune) ? 2 : 1,
    };

    private static bool IsWide(Rune rune) => Array.Exists(Wide, block => rune.Value >= block.First && rune.Value <= block.Last);

    private static string Padding(string text, int width) => new(' ', Math.Max(0, width - WidthOf(text)));

    // What stays together: a word with the spaces after it, or one wide character.
    private static IEnumerable<string> Pieces(string text)
    {
        var piece = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var begins = IsWide(rune) || (piece.Length > 0 && (EndsWide(piece) || (piece[^1] == ' ' && rune.Value != ' ')));
            if (begins && piece.Length > 0 && WidthOf(rune) > 0)
            {
                yield return piece.ToString();
                piece.Clear();
            }

            piece.Append(rune);
        }

        if (piece.Length > 0) yield return piece.ToString();
    }

    private static bool EndsWide(StringBuilder piece) => IsWide(piece.ToString().EnumerateRunes().Last());

    private static IEnumerable<string> Cut(string piece, int width)
    {
        var part = new StringBuilder();
        foreach (var rune in piece.EnumerateRunes())
        {
            if (part.Length > 0 && rune.Value != ' ' && WidthOf(part.ToString()) + WidthOf(rune) > width)
            {
                yield return part.ToString();
                part.Clear();
            }

            part.Append(rune);
        }

        yield return part.ToString();
    }
}
