using System.Security.Cryptography;

namespace SupplyFinance.Ledger.Log;

/// <summary>A signing key as text, for a file that its owner alone can read:
/// <c>PRIVATE+KEY+name+id+base64(type ‖ seed)</c>.</summary>
public static class SecretKeyText
{
    private const string Prefix = "PRIVATE+KEY+";
    private const int SeedLength = 32;

    /// <summary>The text of a new random key.</summary>
    public static string New(string name, byte type = VerifierKey.Ed25519)
    {
        var seed = RandomNumberGenerator.GetBytes(SeedLength);
        using var key = NoteKey.FromSeed(name, seed, type);
        return $"{Prefix}{name}+{key.Verifier.KeyId:x8}+{Convert.ToBase64String([type, .. seed])}\n";
    }

    /// <summary>The key that a text holds; refused where the text is no key, is of another type or does not fit its own
    /// id.</summary>
    public static bool TryOpen(string text, byte type, out NoteKey? key)
    {
        key = null;
        var line = text.TrimEnd('\n');
        var parts = line.StartsWith(Prefix, StringComparison.Ordinal) ? line[Prefix.Length..].Split('+', 3) : [];
        if (parts.Length != 3 || !VerifierKey.IsName(parts[0]) || !StrictBase64.TryDecode(parts[2], out var blob)
            || blob.Length != 1 + SeedLength || blob[0] != type)
            return false;
        var read = NoteKey.FromSeed(parts[0], blob.AsSpan(1), type);
        if ($"{read.Verifier.KeyId:x8}" == parts[1])
        {
            key = read;
            return true;
        }

        read.Dispose();
        return false;
    }
}
