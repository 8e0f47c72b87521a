using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Identity;

/// <summary>The keys that sign and seal tokens, one file each in the data folder, readable by the service's own account
/// alone. A file that is not there is made; one that is there is never replaced, so that tokens outlive a
/// restart.</summary>
public static class KeyFiles
{
    /// <summary>P-256 private key, PKCS#8 PEM: signs access and identity tokens with ES256.</summary>
    public const string SigningKey = "token-signing-key.pem";

    /// <summary>256 bits: seals authorization codes and refresh tokens, which only this service reads.</summary>
    public const string SealingKey = "token-sealing-key.bin";

    /// <summary>A folder of ASP.NET Core data-protection keys: sign-in cookies and form tokens.</summary>
    public const string CookieKeys = "cookie-keys";

    /// <summary>What a production start must find.</summary>
    public static readonly IReadOnlyList<KeyFileNeed> Needs =
    [
        new(SigningKey, "signs access tokens", settings => Signing(settings.DataFolder)),
        new(SealingKey, "seals authorization codes and refresh tokens", settings => Sealing(settings.DataFolder)),
    ];

    private const int SealingKeyBytes = 32;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The key that signs, named by its RFC 7638 thumbprint.</summary>
    public static ECDsaSecurityKey Signing(string folder)
    {
        var pem = ReadOrMake(Path.Combine(folder, SigningKey), () =>
        {
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return System.Text.Encoding.ASCII.GetBytes(made.ExportPkcs8PrivateKeyPem());
        });
        var key = ECDsa.Create();
        key.ImportFromPem(System.Text.Encoding.ASCII.GetString(pem));
        if (key.KeySize != 256)
        {
            throw new InvalidOperationException($"{SigningKey} holds a {key.KeySize}-bit key; ES256 needs P-256.");
        }

        var security = new ECDsaSecurityKey(key);
        security.KeyId = Base64UrlEncoder.Encode(security.ComputeJwkThumbprint());
        return security;
    }

    /// <summary>The key that seals codes and refresh tokens.</summary>
    public static SymmetricSecurityKey Sealing(string folder) =>
        new(ReadOrMake(Path.Combine(folder, SealingKey), () => RandomNumberGenerator.GetBytes(SealingKeyBytes)));

    /// <summary>The folder of cookie keys, made for its owner alone.</summary>
    public static DirectoryInfo Cookies(string folder)
    {
        var path = Path.Combine(folder, CookieKeys);
        return OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path)
            : Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
    }

    private static byte[] ReadOrMake(string path, Func<byte[]> make)
    {
        PrivateFile.Make(path, make);
        return File.ReadAllBytes(path);
    }
}
