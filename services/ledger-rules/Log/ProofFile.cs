using System.Globalization;
using System.Text;

namespace SupplyFinance.Ledger.Log;

/// <summary>A <c>.tlog-proof</c> file (c2sp.org/tlog-proof): an entry's place, its inclusion proof and the checkpoint
/// verbatim. It shows that the entry exists, never that nothing followed.</summary>
public sealed record ProofFile(long Index, IReadOnlyList<Digest> Hashes, string CheckpointNote)
{
    private const string Header = "c2sp.org/tlog-proof@v1";

    /// <summary>The file's text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Header).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"index {Index}\n");
        foreach (var hash in Hashes) text.Append(hash.ToBase64()).Append('\n');
        return text.Append('\n').Append(CheckpointNote).ToString();
    }

    /// <summary>Reads a proof file; an <c>extra</c> line is allowed and left aside.</summary>
    public static bool TryParse(string text, out ProofFile? proof)
    {
        proof = null;
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0) return false;
        var lines = text[..end].Split('\n');
        if (lines[0] != Header) return false;
        var next = lines.Length > 1 && lines[1].StartsWith("extra ", StringComparison.Ordinal) ? 2 : 1;
        if (lines.Length <= next || !lines[next].StartsWith("index ", StringComparison.Ordinal)) return false;
        if (!Checkpoint.TryReadSize(lines[next]["index ".Length..], out var index)) return false;
        var hashes = new List<Digest>();
        foreach (var line in lines[(next + 1)..])
        {
            if (!Digest.TryParseBase64(line, out var hash)) return false;
            hashes.Add(hash);
        }

        proof = new ProofFile(index, hashes, text[(end + 2)..]);
        return true;
    }
}
