using SupplyFinance.Ledger.Log;
using SupplyFinance.Testing;

namespace SupplyFinance.Ledger.Tests.Log;

public sealed class LogKeyFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string File => System.IO.Path.Combine(_folder.Path, "key");

    [Fact]
    public void A_key_is_made_once_and_only_its_owner_may_read_it()
    {
        var file = new LogKeyFile(File);
        Assert.False(file.Exists);
        file.Make("example.org/log");
        using var key = file.Open();
        using var again = new LogKeyFile(File).Open();
        Assert.Equal(key.Verifier, again.Verifier);
        Assert.Equal("example.org/log", key.Verifier.Name);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        Assert.Throws<IOException>(() => file.Make("example.org/log"));
        Assert.Equal(key.Verifier, file.Open().Verifier);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PRIVATE+KEY+name+00000000")]
    [InlineData("PRIVATE+KEY+name+00000000+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void A_file_that_is_no_key_is_refused(string text)
    {
        System.IO.File.WriteAllText(File, text);
        Assert.Throws<LogIdentityException>(() => new LogKeyFile(File).Open());
    }

    [Fact]
    public void Two_installations_are_two_logs() => Assert.NotEqual(LogKeyFile.NewOrigin(), LogKeyFile.NewOrigin());
}
