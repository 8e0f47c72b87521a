using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Platform.Http;

/// <summary>Answers kept under their Idempotency-Key, in the transaction of the command itself (promise P4).</summary>
public static class Idempotency
{
    /// <summary>How long an answer is kept, unless its route keeps them for ever.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private static readonly string[] KeptHeaders = ["Location", "ETag"];

    private static readonly Sql Add = Sql.InsertIfAbsent(
        "idempotency", "organisation_id, endpoint, idempotency_key",
        "organisation_id, endpoint, idempotency_key, body_hash, status, content_type, headers, answer, keep_for_ever, created_at");

    private static readonly Sql Select = Sql.Of("""
        select body_hash, status, content_type, headers, answer as bytes from idempotency
        where organisation_id = @organisationId and endpoint = @endpoint and idempotency_key = @value
        """);

    private static readonly Sql Purge = Sql.Of("delete from idempotency where keep_for_ever = @no and created_at < @before");

    /// <summary>The scope of a key: organisation and endpoint.</summary>
    public sealed record Key(Guid OrganisationId, string Endpoint, string Value);

    internal static Task<Answer?> Find(UnitOfWork work, Key key) => work.QueryFirst<Answer>(Select, key);

    internal static Task Keep(UnitOfWork work, Key key, byte[] bodyHash, HttpResponse response, byte[] answer, bool keepForEver) =>
        work.Execute(Add, new
        {
            key.OrganisationId,
            key.Endpoint,
            IdempotencyKey = key.Value,
            bodyHash,
            Status = response.StatusCode,
            response.ContentType,
            Headers = JsonSerializer.Serialize(KeptHeaders
                .Where(response.Headers.ContainsKey)
                .ToDictionary(name => name, name => response.Headers[name].ToString())),
            answer,
            keepForEver,
            CreatedAt = work.Now,
        });

    /// <summary>Forgets answers past their time.</summary>
    internal static Task Forget(UnitOfWork work) => work.Execute(Purge, new { No = false, Before = work.Now - Kept });

    internal sealed class Answer
    {
        public byte[] BodyHash { get; init; } = [];
        public int Status { get; init; }
        public string? ContentType { get; init; }
        public string Headers { get; init; } = "{}";
        public byte[] Bytes { get; init; } = [];

        public async Task Write(HttpResponse response)
        {
            response.StatusCode = Status;
            response.ContentType = ContentType;
            foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(Headers)!) response.Headers[name] = value;
            await response.Body.WriteAsync(Bytes);
        }
    }
}
