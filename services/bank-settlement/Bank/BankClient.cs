using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.BankSettlement;

/// <summary>What came back over the line: the bank's answer, and why where it gave a reason.</summary>
public sealed record BankReply(BankAnswer Answer, string? Why);

/// <summary>One camt document with its place in the bank's order.</summary>
public sealed record BankDocument(long Sequence, byte[] Document);

/// <summary>The line to the bank's host: hands in pain.001, asks for pain.002, fetches camt.054. Whatever goes wrong on
/// the line is no answer, never an error of the payment.</summary>
public sealed class BankClient(ServiceSettings settings, HttpMessageHandler? handler = null)
{
    /// <summary>The setting with the bank host's address.</summary>
    public const string AddressSetting = "BankAddress";

    /// <summary>The path on the host where the address names none: the sandbox bank's.</summary>
    public const string DefaultPath = "sandbox-bank";

    /// <summary>The setting with the key that the bank gave.</summary>
    public const string KeySetting = "BankApiKey";

    /// <summary>The header that carries it.</summary>
    public const string KeyHeader = "X-Api-Key";

    /// <summary>Far above a bank host's usual answer, far below what would hold up the payments behind it.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private HttpClient? _http;

    private sealed record Notifications(IReadOnlyList<BankDocument> Items);

    /// <summary>Whether a bank's host is named. Without one no payment leaves.</summary>
    public bool IsConnected => settings[AddressSetting] is { Length: > 0 };

    // Made at the first call: a host that brings its own bank knows the address only once that has started.
    private HttpClient Http => _http ??= Open();

    /// <summary>Hands in a message. Handing the same one in again is recognised by the bank.</summary>
    public async Task<BankReply> HandIn(byte[] message, string endToEndId, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(message);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/xml");
        var reply = await Status(() => Http.PostAsync("payments", content, cancellation), endToEndId, cancellation);
        // A host that knows no such address has said nothing about the payment.
        return reply.Answer == BankAnswer.Unknown
            ? new BankReply(BankAnswer.None, "The bank's host answered 404.") : reply;
    }

    /// <summary>Asks what became of a payment.</summary>
    public Task<BankReply> Ask(string endToEndId, CancellationToken cancellation) =>
        Status(() => Http.GetAsync($"payments/{endToEndId}", cancellation), endToEndId, cancellation);

    /// <summary>The next documents after a cursor, or null when the bank cannot be reached.</summary>
    public async Task<IReadOnlyList<BankDocument>?> After(long sequence, CancellationToken cancellation)
    {
        try
        {
            var page = await Http.GetFromJsonAsync<Notifications>(
                $"notifications?after={sequence}", ApiJson.Options, cancellation);
            return page?.Items;
        }
        catch (Exception exception) when (IsLine(exception, cancellation))
        {
            return null;
        }
    }

    private static async Task<BankReply> Status(
        Func<Task<HttpResponseMessage>> call, string endToEndId, CancellationToken cancellation)
    {
        try
        {
            using var response = await call();
            if (response.StatusCode == HttpStatusCode.NotFound) return new BankReply(BankAnswer.Unknown, null);
            if (!response.IsSuccessStatusCode) return new BankReply(
                BankAnswer.None, $"The bank's host answered {(int)response.StatusCode}.");
            var document = await response.Content.ReadAsByteArrayAsync(cancellation);
            return Pain002.Read(document, endToEndId, out var defect) switch
            {
                null => new BankReply(BankAnswer.None, defect),
                { IsRejected: true } status => new BankReply(
                    BankAnswer.Rejected, $"{status.ReasonCode ?? "RJCT"} {status.ReasonText}".TrimEnd()),
                _ => new BankReply(BankAnswer.Accepted, null),
            };
        }
        catch (Exception exception) when (IsLine(exception, cancellation))
        {
            return new BankReply(BankAnswer.None, "The bank did not answer.");
        }
    }

    private HttpClient Open()
    {
        var http = handler is null ? new HttpClient() : new HttpClient(handler, disposeHandler: false);
        var address = new Uri(settings[AddressSetting]!.TrimEnd('/') + "/");
        http.BaseAddress = address.AbsolutePath == "/" ? new Uri(address, DefaultPath + "/") : address;
        http.Timeout = Timeout;
        http.DefaultRequestHeaders.Add(KeyHeader, settings[KeySetting] ?? "");
        return http;
    }

    private static bool IsLine(Exception exception, CancellationToken cancellation) =>
        exception is HttpRequestException or IOException or JsonException
        || (exception is TaskCanceledException && !cancellation.IsCancellationRequested);
}
