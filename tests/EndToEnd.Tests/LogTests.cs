using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SupplyFinance.Identity;
using SupplyFinance.Invoices.Ubl;
using SupplyFinance.Standalone;
using SupplyFinance.Testing;

namespace SupplyFinance.EndToEnd.Tests;

/// <summary>What the platform writes down: enough to find a request in every service, and no secret, however talkative it is set.</summary>
public sealed partial class LogTests
{
    [Fact]
    public async Task Logs_carry_the_request_s_id_and_trace_through_gateway_and_service_and_no_secret()
    {
        using var log = new CapturedLog();
        using var folder = new TemporaryFolder();
        var cancellation = TestContext.Current.CancellationToken;
        var file = await File.ReadAllBytesAsync(Samples.Own, cancellation);
        var document = UblInvoiceReader.Read(file).Document!;
        await using (var platform = await EmbeddedPlatform.Start(
            folder.Path, new Uri("http://127.0.0.1:0"), document.IssueDate,
            configure: builder =>
            {
                builder.Logging.ClearProviders();
                builder.Logging.AddFilter<CapturedLog>(null, LogLevel.Debug);
                builder.Services.AddSingleton<ILoggerProvider>(log.OfOneHost());
            },
            cancellation: cancellation))
        {
            using var client = new HttpClient { BaseAddress = platform.Address };
            client.DefaultRequestHeaders.Add("X-Request-Id", "find-me-1");
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/openapi/receivable.json", cancellation)).StatusCode);
            using var output = new StringWriter();
            using var walkthrough = new Walkthrough(platform.Address, new Timeline(output), file, document, cancellation);
            await walkthrough.Run();
        }

        var found = log.Lines.Where(line => line.Scope.GetValueOrDefault("RequestId") == "find-me-1").ToList();
        Assert.All(found, line => Assert.NotNull(line.Scope.GetValueOrDefault("TraceId")));
        Assert.Single(found.Select(line => line.Scope.GetValueOrDefault("TraceId")).Distinct());
        Assert.Equal(2, found.Select(line => line.Host).Distinct().Count());

        // The sign-in page, the token endpoint and the bank's line were talked about.
        Assert.Contains(log.Lines, line => line.Text.Contains("client_secret", StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.Text.Contains("/connect/authorize", StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.Text.Contains("/sandbox-bank/", StringComparison.Ordinal)
            || line.Text.Contains("/bank/", StringComparison.Ordinal));
        string[] secrets = [DemonstrationCast.Password, DemonstrationCast.ClientSecret, EmbeddedPlatform.SandboxBankKey];
        Assert.DoesNotContain(log.Lines, line => secrets.Any(secret =>
            line.Text.Contains(secret, StringComparison.Ordinal) || line.Text.Contains(Uri.EscapeDataString(secret), StringComparison.Ordinal)));
        Assert.DoesNotContain(log.Lines, line => Token().IsMatch(line.Text));
    }

    /// <summary>A signed or encrypted token in its compact form.</summary>
    [GeneratedRegex(@"eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}")]
    private static partial Regex Token();
}
