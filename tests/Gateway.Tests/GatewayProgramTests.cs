using SupplyFinance.Gateway.Tests.Harness;
using static SupplyFinance.Gateway.Tests.Harness.RouteFiles;

namespace SupplyFinance.Gateway.Tests;

public class GatewayProgramTests
{
    private static readonly string[] Complete =
        ["--gateway:TokenIssuer=https://issuer.test/", "--gateway:TokenKeysAddress=https://issuer.test/jwks"];

    private static async Task<(int Exit, string Errors)> Run(params string[] args)
    {
        var errors = new StringWriter();
        return (await GatewayProgram.Run([.. args, $"--urls={Servers.AnyPort}"], errors), errors.ToString());
    }

    [Fact]
    public async Task A_missing_setting_is_named_and_nothing_starts()
    {
        var (exit, errors) = await Run("--gateway:TokenIssuer=https://issuer.test/");
        Assert.Equal((2, "The setting gateway:TokenKeysAddress is missing."), (exit, errors.TrimEnd()));
    }

    [Fact]
    public async Task A_broken_route_file_prints_every_error_and_nothing_starts()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, Of(Route("/a").With("Priority", -1), Route("/b").With("Timeout", 0)),
                TestContext.Current.CancellationToken);
            var (exit, errors) = await Run([.. Complete, $"--gateway:RouteFile={file}"]);
            Assert.Equal(2, exit);
            Assert.Contains("Routes[0] /a: Priority", errors, StringComparison.Ordinal);
            Assert.Contains("Routes[1] /b: Timeout", errors, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_route_file_that_is_not_there_is_named()
    {
        var (exit, errors) = await Run([.. Complete, "--gateway:RouteFile=no-such-file.json"]);
        Assert.Equal(2, exit);
        Assert.Contains("no-such-file.json", errors, StringComparison.Ordinal);
    }
}
