using System.Security.Cryptography;
using System.Text;

namespace SupplyFinance.Factoring.Sealing;

/// <summary>The one secret that keeps bids sealed: 32 random bytes in a file that only this service's user may read. A copy
/// of the database without the file opens no bid.</summary>
public sealed class KeyFile
{
    public const string FileName = "factoring-bids.key";

    private const int Length = 32;
    private readonly byte[] _secret;

    private KeyFile(byte[] secret) => _secret = secret;

    /// <summary>Reads the file, or makes it at the first start.</summary>
    /// <exception cref="InvalidDataException">The file is not one of ours; nothing is overwritten.</exception>
    public static KeyFile At(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) Create(path);
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

    // Written aside and moved: a start killed half-way leaves no short key file behind.
    private static void Create(string path)
    {
        var aside = path + ".new";
        File.Delete(aside);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(aside, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(Length));
            file.Flush(flushToDisk: true);
        }

        File.Move(aside, path);
    }
}
