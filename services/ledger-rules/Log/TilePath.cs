using System.Globalization;

namespace SupplyFinance.Ledger.Log;

/// <summary>A tile of c2sp.org/tlog-tiles: up to 256 hashes of one level, or entries.</summary>
/// <param name="Level">0 … 7; hash i of the tile is the perfect subtree of level 8 · L. Null for a bundle of
/// entries.</param>
/// <param name="Index">N, counted in full tiles.</param>
/// <param name="Width">1 … 256; below 256 the tile is partial.</param>
public sealed record TilePath(int? Level, long Index, int Width)
{
    /// <summary>Hashes or entries in a full tile.</summary>
    public const int FullWidth = 256;

    /// <summary>The highest level that a tree of less than 2^63 leaves has.</summary>
    public const int MaxLevel = 7;

    private const int LevelBits = 8;

    /// <summary>Leaves below one hash of this tile.</summary>
    public int HashLevel => (Level ?? 0) * LevelBits;

    /// <summary>The first hash or entry of the tile.</summary>
    public long First => Index * FullWidth;

    /// <summary>Does a tree of this size have every hash or entry of the tile?</summary>
    public bool IsWithin(long size) => First + Width <= size >> HashLevel;

    /// <summary>The width of the partial tile on the right edge at a level, or 0 where there is none.</summary>
    public static int PartialWidth(int level, long size) => (int)((size >> (level * LevelBits)) & (FullWidth - 1));

    /// <summary>Reads what follows <c>tile/</c>: <c>0/x001/x234/067</c>, <c>entries/000.p/8</c>. There is one spelling
    /// per tile.</summary>
    public static bool TryParse(string path, out TilePath? tile)
    {
        tile = null;
        var parts = path.Split('/');
        var width = FullWidth;
        if (parts.Length >= 3 && parts[^2].EndsWith(".p", StringComparison.Ordinal))
        {
            if (!Checkpoint.TryReadSize(parts[^1], out var partial) || partial is < 1 or >= FullWidth) return false;
            width = (int)partial;
            parts = [.. parts[..^2], parts[^2][..^2]];
        }

        if (parts.Length < 2 || !TryReadLevel(parts[0], out var level) || !TryReadIndex(parts[1..], out var index))
            return false;
        tile = new TilePath(level, index, width);
        return tile.ToString() == path;
    }

    /// <summary>The path after <c>tile/</c>.</summary>
    public override string ToString()
    {
        var digits = Index.ToString(CultureInfo.InvariantCulture);
        digits = digits.PadLeft((digits.Length + 2) / 3 * 3, '0');
        var groups = Enumerable.Range(0, digits.Length / 3).Select(i => digits.Substring(i * 3, 3)).ToArray();
        var number = string.Join('/', groups.Select((group, i) => i < groups.Length - 1 ? "x" + group : group));
        var level = Level?.ToString(CultureInfo.InvariantCulture) ?? "entries";
        return Width == FullWidth
            ? $"{level}/{number}"
            : string.Create(CultureInfo.InvariantCulture, $"{level}/{number}.p/{Width}");
    }

    private static bool TryReadLevel(string text, out int? level)
    {
        level = null;
        if (text == "entries") return true;
        if (!Checkpoint.TryReadSize(text, out var number) || number > MaxLevel) return false;
        level = (int)number;
        return true;
    }

    // The largest index a 63-bit tree can have needs six groups of three digits; more would overflow.
    private static bool TryReadIndex(string[] groups, out long index)
    {
        index = 0;
        if (groups.Length > 6) return false;
        for (var i = 0; i < groups.Length; i++)
        {
            var group = i < groups.Length - 1 ? groups[i].StartsWith('x') ? groups[i][1..] : "" : groups[i];
            if (group.Length != 3 || !group.All(char.IsAsciiDigit)) return false;
            index = (index * 1000) + int.Parse(group, CultureInfo.InvariantCulture);
        }

        return index <= long.MaxValue / FullWidth;
    }
}
