using System.Runtime.Versioning;
using Microsoft.IdentityModel.Tokens;

namespace SupplyFinance.Identity.Tests;

public sealed class KeyFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sf-keys").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Keys_are_made_once_and_read_again_after_a_restart()
    {
        var signing = KeyFiles.Signing(_folder);
        var sealing = KeyFiles.Sealing(_folder);

        Assert.Equal(signing.KeyId, KeyFiles.Signing(_folder).KeyId);
        Assert.Equal(Base64UrlEncoder.Encode(signing.ComputeJwkThumbprint()), signing.KeyId);
        Assert.Equal(sealing.Key, KeyFiles.Sealing(_folder).Key);
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Key_files_are_for_the_services_own_account_alone()
    {
        KeyFiles.Signing(_folder);
        KeyFiles.Sealing(_folder);
        Assert.All(Directory.GetFiles(_folder), file =>
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            KeyFiles.Cookies(_folder).UnixFileMode);
    }

    [Fact]
    public void A_key_of_another_curve_is_refused()
    {
        using var other =
            System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP384);
        File.WriteAllText(Path.Combine(_folder, KeyFiles.SigningKey), other.ExportPkcs8PrivateKeyPem());
        Assert.Throws<InvalidOperationException>(() => KeyFiles.Signing(_folder));
    }
}
