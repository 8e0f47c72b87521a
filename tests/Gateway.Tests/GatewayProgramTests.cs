using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
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
        return (await GatewayProgram.Run([.. args, $"--gateway:Urls={Servers.AnyPort}"], errors), errors.ToString());
    }

    [Fact]
    public async Task A_missing_setting_is_named_and_nothing_starts()
    {
        var (exit, errors) = await Run("--gateway:TokenIssuer=https://issuer.test/");
        Assert.Equal(2, exit);
        Assert.StartsWith("gateway:TokenKeysAddress is missing", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--gateway:TokenIssuer=http://issuer.test/", "TokenIssuer is http")]
    [InlineData("--gateway:TokenKeysAddress=http://identity:8080/jwks", "TokenKeysInClear")]
    [InlineData("--gateway:Addresses:invoice=nowhere", "Addresses:invoice")]
    [InlineData("--gateway:Adresses:invoice=http://127.0.0.1:1/", "gateway:Adresses is no setting")]
    public async Task What_would_be_unsafe_or_is_mistyped_is_named_and_nothing_starts(string setting, string reason)
    {
        var (exit, errors) = await Run([.. Complete, setting]);
        Assert.Equal(2, exit);
        Assert.Contains(reason, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_at_the_health_address_is_an_exit_code() => Assert.Equal(
        1, await GatewayProgram.Run(["--health", "http://127.0.0.1:9/health/live"], TextWriter.Null));

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

    [Fact]
    public async Task An_https_address_is_served_with_the_certificate_that_the_settings_name()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            using var certificate = new CertificateRequest("CN=finance.example", key, HashAlgorithmName.SHA256)
                .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
            var (chain, secret) = (Path.Combine(folder.FullName, "tls.crt"), Path.Combine(folder.FullName, "tls.key"));
            await File.WriteAllTextAsync(chain, certificate.ExportCertificatePem(), TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(secret, key.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
            await using var gateway = GatewayProgram.Build(
            [
                .. Complete, "--gateway:Urls=https://127.0.0.1:0;http://127.0.0.1:0",
                $"--Kestrel:Certificates:Default:Path={chain}", $"--Kestrel:Certificates:Default:KeyPath={secret}",
            ]);
            await gateway.StartAsync(TestContext.Current.CancellationToken);

            string? subject = null;
            using var handler = new HttpClientHandler();
            handler.ServerCertificateCustomValidationCallback = (_, shown, _, _) => (subject = shown?.Subject) is not null;
            using var client = new HttpClient(handler);
            var answer = await client.GetAsync(
                new Uri(new Uri(gateway.Urls.First(url => url.StartsWith("https", StringComparison.Ordinal))), "/health/live"),
                TestContext.Current.CancellationToken);
            Assert.Equal("CN=finance.example", subject);
            Assert.True(answer.Headers.Contains("Strict-Transport-Security"));
            var inside = gateway.Urls.First(url => url.StartsWith("http:", StringComparison.Ordinal));
            Assert.Equal(0, await GatewayProgram.Run(["--health", $"{inside}/health/ready"], TextWriter.Null));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
