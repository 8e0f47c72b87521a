using System.Security.Cryptography;
using System.Text;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Factoring.Sealing;

/// <summary>The one secret that keeps bids sealed: 32 random bytes in a file that only this service's user may read. A copy
/// of the database without the file opens no bid.</summary>
public sealed class KeyFile
{
    public const string FileName = "factoring-bids.key";

    /// <summary>What a production start must find.</summary>
    public static readonly KeyFileNeed Need = new(FileName, "keeps bids sealed until the close", settings => At(settings.DataFolder));

    private const int Length = 32;
    private readonly byte[] _secret;

    private KeyFile(byte[] secret) => _secret = secret;

    /// <summary>Reads the file, or makes it at the first start.</summary>
    /// <exception cref="InvalidDataException">The file is not one of ours; nothing is overwritten.</exception>
    public static KeyFile At(string folder)
    {
        var path = Path.Combine(folder, FileName);
        PrivateFile.Make(path, () => RandomNumberGenerator.GetBytes(Length));
        var secret = File.ReadAllBytes(path);
        return secret.Length == Length
            ? new KeyFile(secret)
            : throw new InvalidDataException($"{path} holds {secret.Length} bytes and must hold {Length}.");
    }

    /// <summary>Tells this key from others and nothing more.</summary>
    public string CheckValue => Convert.ToHexStringLower(KeyFor("check value"));

    /// <summary>A key for one purpose; keys of two purposes tell nothing about each other (RFC 5869).</summary>
    internal byte[] KeyFor(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, Box.KeyLength, info: Encoding.UTF8.GetBytes(purpose));
}
