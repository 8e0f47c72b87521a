using System.Security.Cryptography;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Ledger.Log;

/// <summary>The log's signing key in a file of its own, readable by its owner alone, in the signed-note format's text
/// (<c>PRIVATE+KEY+name+id+base64(type ‖ seed)</c>). It is made once, together with the origin; another key would be
/// another log.</summary>
public sealed class LogKeyFile(string path)
{
    private const string Prefix = "PRIVATE+KEY+";
    private const int SeedLength = 32;

    /// <summary>The key file of a service's data folder.</summary>
    public static LogKeyFile Of(ServiceSettings settings) => new(Path.Combine(settings.DataFolder, LedgerService.KeyFile));

    /// <summary>Is there a key?</summary>
    public bool Exists => File.Exists(path);

    /// <summary>An origin that no other log has: a schema-less URL with random digits.</summary>
    public static string NewOrigin() =>
        $"supply-finance.example/ledger/{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";

    /// <summary>Makes the key under a name. A half-written file is never seen, an existing one never
    /// replaced.</summary>
    public void Make(string name)
    {
        var seed = RandomNumberGenerator.GetBytes(SeedLength);
        using var key = NoteKey.FromSeed(name, seed);
        var text = $"{Prefix}{name}+{key.Verifier.KeyId:x8}+{Convert.ToBase64String([VerifierKey.Ed25519, .. seed])}\n";
        if (!PrivateFile.Make(path, () => System.Text.Encoding.ASCII.GetBytes(text)))
            throw new IOException($"{path} is there already and is never replaced.");
    }

    /// <summary>Reads the key.</summary>
    /// <exception cref="LogIdentityException">The file is not a key.</exception>
    public NoteKey Open()
    {
        var text = File.ReadAllText(path).TrimEnd('\n');
        var parts = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..].Split('+', 3) : [];
        if (parts.Length != 3 || !StrictBase64.TryDecode(parts[2], out var blob) || blob.Length != 1 + SeedLength
            || blob[0] != VerifierKey.Ed25519)
            throw new LogIdentityException($"{path} does not hold the log's signing key.");
        var key = NoteKey.FromSeed(parts[0], blob.AsSpan(1));
        if ($"{key.Verifier.KeyId:x8}" == parts[1]) return key;
        key.Dispose();
        throw new LogIdentityException($"{path} holds a key that does not fit its own id.");
    }
}

/// <summary>The log's key, its record of what was signed and its database do not belong together. Nothing is signed
/// until a person has found out why: signing on could show two histories.</summary>
public sealed class LogIdentityException(string message) : Exception(message);
