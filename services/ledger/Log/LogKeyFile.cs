using System.Security.Cryptography;
using System.Text;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Ledger.Log;

/// <summary>The log's signing key in a file of its own, readable by its owner alone, in the signed-note format's text
/// (<c>PRIVATE+KEY+name+id+base64(type ‖ seed)</c>). It is made once, together with the origin; another key would be
/// another log.</summary>
public sealed class LogKeyFile(string path)
{
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
        if (!PrivateFile.Make(path, () => Encoding.UTF8.GetBytes(SecretKeyText.New(name))))
            throw new IOException($"{path} is there already and is never replaced.");
    }

    /// <summary>Reads the key.</summary>
    /// <exception cref="LogIdentityException">The file is not a key.</exception>
    public NoteKey Open() =>
        SecretKeyText.TryOpen(File.ReadAllText(path), VerifierKey.Ed25519, out var key)
            ? key!
            : throw new LogIdentityException($"{path} does not hold a signing key that fits its own id.");
}

/// <summary>The log's key, its record of what was signed and its database do not belong together. Nothing is signed
/// until a person has found out why: signing on could show two histories.</summary>
public sealed class LogIdentityException(string message) : Exception(message);
