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

    private static readonly Sql SetAnswer = Sql.Of("""
        update idempotency set status = @status, content_type = @contentType, headers = @headers, answer = @answer
        where organisation_id = @organisationId and endpoint = @endpoint and idempotency_key = @idempotencyKey
        """);

    private static readonly Sql Select = Sql.Of("""
        select body_hash, status, content_type, headers, answer as bytes from idempotency
        where organisation_id = @organisationId and endpoint = @endpoint and idempotency_key = @value
        """);

    private static readonly Sql Purge = Sql.Of("delete from idempotency where keep_for_ever = @no and created_at < @before");

    /// <summary>The scope of a key: organisation and endpoint.</summary>
    public sealed record Key(Guid OrganisationId, string Endpoint, string Value);

    internal static Task<Answer?> Find(UnitOfWork work, Key key) => work.QueryFirst<Answer>(Select, key);

    /// <summary>Takes the key at the beginning of a command's transaction: true for the first. Whoever comes second, in another process too,
    /// waits for the first one's end and then finds its answer, or takes the key because nothing was kept.</summary>
    internal static async Task<bool> Take(UnitOfWork work, Key key, byte[] bodyHash, bool keepForEver) =>
        await work.Execute(Add, new
        {
            key.OrganisationId,
            key.Endpoint,
            IdempotencyKey = key.Value,
            bodyHash,
            Status = 0,
            ContentType = (string?)null,
            Headers = "{}",
            Answer = Array.Empty<byte>(),
            keepForEver,
            CreatedAt = work.Now,
        }) == 1;

    /// <summary>Keeps the answer under a key that this transaction took.</summary>
    internal static Task Answered(UnitOfWork work, Key key, HttpResponse response, byte[] answer) =>
        work.Execute(SetAnswer, new
        {
            key.OrganisationId,
            key.Endpoint,
            IdempotencyKey = key.Value,
            Status = response.StatusCode,
            response.ContentType,
            Headers = JsonSerializer.Serialize(KeptHeaders
                .Where(response.Headers.ContainsKey)
                .ToDictionary(name => name, name => response.Headers[name].ToString())),
            answer,
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
