using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace SupplyFinance.Testing;

/// <summary>Short words for requests and answers in tests.</summary>
public static class HttpAnswers
{
    /// <summary>Posts JSON, with an Idempotency-Key where one is given.</summary>
    public static async Task<HttpResponseMessage> Post(this HttpClient client, string path, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body ?? new { }) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await client.SendAsync(request);
    }

    /// <summary>The answer's JSON, when its status is the one expected; else fails with what came instead.</summary>
    public static async Task<JsonElement> Json(this Task<HttpResponseMessage> sending, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await sending;
        var text = await response.Content.ReadAsStringAsync();
        if (response.StatusCode != expected)
            throw new InvalidOperationException($"Expected {(int)expected}, got {(int)response.StatusCode}: {text}");
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>The code of a problem document with a status.</summary>
    public static async Task<string> Problem(this Task<HttpResponseMessage> sending, HttpStatusCode expected) =>
        (await sending.Json(expected)).GetProperty("code").GetString()!;

    /// <summary>Has a pending approval approved, naming the hash that it shows.</summary>
    public static async Task<HttpResponseMessage> Approve(this HttpClient checker, string service, JsonElement approval) =>
        await checker.Post(
            $"/api/{service}/approvals/{approval.GetProperty("id").GetGuid()}/approve",
            new { contentHash = approval.GetProperty("contentHash").GetString() });
}
