using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using SupplyFinance.Gateway.Tests.Harness;
using SupplyFinance.Testing;

namespace SupplyFinance.Gateway.Tests;

public class GatewayProcessTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Dictionary<string, string> Production(Issuer issuer) => new()
    {
        ["SF_GATEWAY__TOKENISSUER"] = Issuer.Name,
        ["SF_GATEWAY__TOKENKEYSADDRESS"] = issuer.Options.KeysAddress.ToString(),
    };

    [Fact]
    public async Task File_environment_secrets_and_command_line_make_one_gateway_that_stops_in_order()
    {
        await using var issuer = await Issuer.Start();
        await using var backend = await Backend.Start("settlement");
        using var folder = new TemporaryFolder();
        var secrets = Directory.CreateDirectory(Path.Combine(folder.Path, "secrets")).FullName;
        var file = Path.Combine(folder.Path, "gateway.json");
        await File.WriteAllTextAsync(file, """{"gateway":{"TokenIssuer":"https://wrong.test/","Urls":"http://127.0.0.1:1"}}""", Cancel);
        await File.WriteAllTextAsync(Path.Combine(secrets, "gateway__TokenIssuer"), Issuer.Name + "\n", Cancel);
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        await using var process = await GatewayProcess.Start(
            new Dictionary<string, string>
            {
                ["SF_CONFIG"] = file,
                ["SF_SECRETS"] = secrets,
                ["SF_GATEWAY__TOKENISSUER"] = "https://wrong-too.test/",
                ["SF_GATEWAY__TOKENKEYSADDRESS"] = issuer.Options.KeysAddress.ToString(),
                ["SF_GATEWAY__ADDRESSES__BANK_SETTLEMENT"] = backend.Address.ToString(),
            },
            $"--gateway:Urls={address}");
        using var client = new HttpClient { BaseAddress = address };
        await GatewayProcess.Answers(process, client);

        client.DefaultRequestHeaders.Authorization = new("Bearer", issuer.Token(scope: "bank-settlement", audience: "bank-settlement"));
        Assert.Equal("settlement", (await Seen.In(await client.GetAsync("/api/payments/7", Cancel))).Service);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/sandbox-bank/x", Cancel)).StatusCode);
        Assert.Equal((0, ""), await GatewayProcess.Run("--health", $"{address}health/live"));

        process.Signal("TERM");
        Assert.Equal(0, await process.End());
        Assert.All(process.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => JsonDocument.Parse(line).Dispose());
    }

    [Fact]
    public async Task It_is_degraded_and_serves_until_the_issuers_keys_are_known()
    {
        await using var issuer = await Issuer.Start();
        issuer.Status = 503;
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        await using var process = await GatewayProcess.Start(Production(issuer), $"--gateway:Urls={address}");
        using var client = new HttpClient { BaseAddress = address };
        await GatewayProcess.Answers(process, client);
        Assert.Equal("Degraded", await Readiness(client));
        issuer.Status = 200;
        await Wait.Until("the keys to be known", async () => await Readiness(client) == "Healthy");
    }

    [Fact]
    public async Task It_ends_TLS_with_a_certificate_from_files()
    {
        await using var issuer = await Issuer.Start();
        using var folder = new TemporaryFolder();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=finance.test", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var (chain, secret) = (Path.Combine(folder.Path, "tls.crt"), Path.Combine(folder.Path, "tls.key"));
        await File.WriteAllTextAsync(chain, certificate.ExportCertificatePem(), Cancel);
        await File.WriteAllTextAsync(secret, key.ExportPkcs8PrivateKeyPem(), Cancel);
        var address = new Uri($"https://127.0.0.1:{FreePort.Next()}");
        await using var process = await GatewayProcess.Start(
            new Dictionary<string, string>(Production(issuer))
            {
                ["SF_KESTREL__CERTIFICATES__DEFAULT__PATH"] = chain,
                ["SF_KESTREL__CERTIFICATES__DEFAULT__KEYPATH"] = secret,
            },
            $"--gateway:Urls={address}");
        using var client = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.GetCertHashString() == certificate.Thumbprint,
            },
        })
        {
            BaseAddress = address,
        };
        await GatewayProcess.Answers(process, client);
        var answer = await client.GetAsync("/health/live", Cancel);
        Assert.Equal("max-age=31536000", answer.Headers.GetValues("Strict-Transport-Security").Single());
    }

    [Fact]
    public async Task It_sends_telemetry_where_the_environment_says()
    {
        await using var issuer = await Issuer.Start();
        var received = new ConcurrentBag<string>();
        await using var collector = await Backend.Start("collector", http =>
        {
            received.Add(http.Request.Path);
            return Task.CompletedTask;
        });
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        await using var process = await GatewayProcess.Start(
            new Dictionary<string, string>(Production(issuer))
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address.ToString(),
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
            },
            $"--gateway:Urls={address}");
        using var client = new HttpClient { BaseAddress = address };
        await GatewayProcess.Answers(process, client);
        await Wait.Until("a trace of a request", () => received.Contains("/v1/traces"));
    }

    [Fact]
    public async Task A_probe_of_what_does_not_answer_200_fails()
    {
        await using var ill = await Backend.Start("ill", http =>
        {
            http.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        Assert.Equal(1, (await GatewayProcess.Run("--health", ill.Address.ToString())).Exit);
        Assert.Equal(1, (await GatewayProcess.Run("--health", $"http://127.0.0.1:{FreePort.Next()}/")).Exit);
    }

    [Fact]
    public async Task Help_names_every_setting()
    {
        var (exit, output) = await GatewayProcess.Run("--help");
        Assert.Equal(0, exit);
        Assert.All(
            ["Urls", "TokenIssuer", "TokenKeysAddress", "TokenKeysInClear", "Addresses:HOST", "RouteFile", "Demonstration", "KnownProxies"],
            key => Assert.Contains(key, output, StringComparison.Ordinal));
    }

    private static async Task<string?> Readiness(HttpClient client)
    {
        var answer = await client.GetAsync("/health/ready", Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        return body.RootElement.GetProperty("status").GetString();
    }
}
