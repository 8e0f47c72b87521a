using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NSec.Cryptography;

namespace SupplyFinance.Standalone;

/// <summary>Checks an inclusion proof and its signed checkpoint with a few lines of its own, sharing no code with the ledger: RFC 9162 §2.1.3.2
/// and the C2SP signed note.</summary>
internal static class LedgerProof
{
    public static void Check(JsonElement proof, JsonElement entry, string verifierKey)
    {
        var index = proof.GetProperty("index").GetInt64();
        var size = proof.GetProperty("treeSize").GetInt64();
        var hash = SHA256.HashData([0, .. Convert.FromBase64String(entry.Text("entry"))]);
        Demand(Convert.ToBase64String(hash) == proof.Text("leafHash"), "the entry's bytes are not the leaf");

        var (node, last) = (index, size - 1);
        foreach (var sibling in proof.GetProperty("hashes").EnumerateArray().Select(h => Convert.FromBase64String(h.GetString()!)))
        {
            Demand(last > 0, "the proof is too long");
            if (node % 2 == 1 || node == last)
            {
                hash = SHA256.HashData([1, .. sibling, .. hash]);
                while (node % 2 == 0 && node != 0) (node, last) = (node / 2, last / 2);
            }
            else
            {
                hash = SHA256.HashData([1, .. hash, .. sibling]);
            }

            (node, last) = (node / 2, last / 2);
        }

        Demand(last == 0, "the proof is too short");
        CheckNote(proof.Text("checkpoint"), verifierKey.Trim(), size, Convert.ToBase64String(hash));
    }

    private static void CheckNote(string note, string verifierKey, long size, string root)
    {
        var split = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        var text = note[..(split + 1)];
        var lines = text.Split('\n');
        Demand(lines[1] == size.ToString(CultureInfo.InvariantCulture) && lines[2] == root, "the checkpoint is of another tree");

        var parts = verifierKey.Split('+', 3);
        var key = Convert.FromBase64String(parts[2]);
        var signature = note[(split + 2)..].Split('\n')
            .Where(line => line.StartsWith($"— {parts[0]} ", StringComparison.Ordinal))
            .Select(line => Convert.FromBase64String(line[(line.LastIndexOf(' ') + 1)..]))
            .First(bytes => Convert.ToHexStringLower(bytes[..4]) == parts[1]);
        var ed25519 = SignatureAlgorithm.Ed25519;
        Demand(key[0] == 1 && ed25519.Verify(
            PublicKey.Import(ed25519, key.AsSpan(1), KeyBlobFormat.RawPublicKey), Encoding.UTF8.GetBytes(text), signature.AsSpan(4)),
            "the checkpoint's signature is not the log's");
    }

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds) throw new StepFailedException("verify the ledger", otherwise);
    }
}
