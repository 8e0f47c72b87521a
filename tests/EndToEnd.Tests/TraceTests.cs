using System.Collections.Concurrent;
using System.Diagnostics;
using SupplyFinance.Invoices.Ubl;
using SupplyFinance.Standalone;
using SupplyFinance.Testing;

namespace SupplyFinance.EndToEnd.Tests;

/// <summary>One trace leads from the gateway to the last consumer, over every outbox and inbox in between.</summary>
public sealed class TraceTests
{
    private static readonly HashSet<string> Sources = ["SupplyFinance", "Microsoft.AspNetCore", "System.Net.Http", "Yarp.ReverseProxy"];

    [Fact]
    public async Task A_confirmed_debt_is_one_trace_from_the_gateway_to_those_who_hear_of_its_lot()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => Sources.Contains(source.Name),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var folder = new TemporaryFolder();
        var cancellation = TestContext.Current.CancellationToken;
        var file = await File.ReadAllBytesAsync(Samples.Own, cancellation);
        var document = UblInvoiceReader.Read(file).Document!;
        int gatewayPort;
        await using (var platform = await EmbeddedPlatform.Start(
            folder.Path, new Uri("http://127.0.0.1:0"), document.IssueDate, cancellation: cancellation))
        {
            gatewayPort = platform.Address.Port;
            using var output = new StringWriter();
            using var walkthrough = new Walkthrough(platform.Address, new Timeline(output), file, document, cancellation);
            await walkthrough.Run();
        }

        var spans = ended.ToList();
        var approval = spans.Where(span => IsApproval(span, gatewayPort)).MinBy(span => span.StartTimeUtc)!;
        var trace = spans.Where(span => span.TraceId == approval.TraceId).ToDictionary(span => span.SpanId);
        string[] consumers =
        [
            "ledger IssueLot", "receivable InstructionExecuted", "receivable LotChanged", "factoring LotChanged", "factoring ReceivableChanged",
            "bank-settlement LotChanged", "bank-settlement ReceivableChanged",
        ];
        var heard = trace.Values.Where(span => span.Kind == ActivityKind.Consumer).ToLookup(span => span.DisplayName);
        foreach (var consumer in consumers)
        {
            Assert.True(heard.Contains(consumer), $"{consumer} is not in the trace: {string.Join(", ", heard.Select(h => h.Key))}");
            Assert.All(heard[consumer], span => Assert.Contains(approval, Ancestors(span, trace)));
        }
    }

    // The gateway keeps the host that the caller named, so the service's span, which begins later, has its port, too.
    private static bool IsApproval(Activity span, int gatewayPort) =>
        span.Kind == ActivityKind.Server
        && span.GetTagItem("server.port") is int port && port == gatewayPort
        && span.GetTagItem("url.path") is string path
        && path.StartsWith("/api/receivable/approvals/", StringComparison.Ordinal) && path.EndsWith("/approve", StringComparison.Ordinal);

    private static IEnumerable<Activity> Ancestors(Activity span, IReadOnlyDictionary<ActivitySpanId, Activity> trace)
    {
        for (var next = span; trace.TryGetValue(next.ParentSpanId, out var parent); next = parent) yield return parent;
    }
}
