using System.Collections.Concurrent;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Platform.Http;

/// <summary>Wraps each request in what it is promised: access checked, body bounded and read before a transaction is opened, one unit of work,
/// the same answer to the same Idempotency-Key, and no answer before the commit.</summary>
public sealed class RequestWork(RequestDelegate next, Database database, TimeProvider time)
{
    /// <summary>The request header of a retry-safe command.</summary>
    public const string IdempotencyKeyHeader = "Idempotency-Key";

    private const int MaxKeyLength = 200;
    private const int MemoryThreshold = 64 * 1024;

    // Within this process a second request is told at once; between processes the key's row makes it wait.
    private readonly ConcurrentDictionary<Idempotency.Key, bool> _inFlight = new();

    /// <summary>What decides whether a caller is heard, what is around every read and what is around every command: their refusals are in every
    /// description.</summary>
    internal static MethodBase Identifies => Own(nameof(Identify));

    internal static MethodBase Reads => Own(nameof(Read));

    internal static MethodBase Writes => Own(nameof(Write));

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<RouteAccess>() is not { } access)
        {
            await next(context);
            return;
        }

        var (caller, refusal) = Identify(context, access);
        if (access.Anyone is null && context.User.Identity?.IsAuthenticated != true)
        {
            await context.ChallengeAsync();
        }
        else if (refusal is not null)
        {
            await Problems.Of(refusal, context).ExecuteAsync(context);
        }
        else if (!access.OpensWork)
        {
            await next(context);
        }
        else if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        {
            await Read(context, caller);
        }
        else
        {
            await Write(context, caller);
        }
    }

    private static MethodInfo Own(string name) => typeof(RequestWork).GetMethod(name, BindingFlags.Instance | BindingFlags.NonPublic)!;

    private (Caller? Caller, Failure? Refusal) Identify(HttpContext context, RouteAccess access)
    {
        if (access.Anyone is not null) return (null, null);
        if (Caller.Of(context.User) is not { } caller) return (null, new Forbidden("The token names no organisation and person."));
        if (!caller.Scopes.Contains(database.Service)) return (null, new Forbidden($"The token has no scope '{database.Service}'."));
        return access.Admits(caller) ? (caller, null) : (null, new Forbidden(
            $"This needs {Either(access.Roles, "any role")} of {Either(access.Kinds, "any organisation")}."));
    }

    private static string Either(IReadOnlyList<string> names, string otherwise) =>
        names.Count == 0 ? otherwise : string.Join(" or ", names);

    private Task Read(HttpContext context, Caller? caller) => database.Read(async work =>
    {
        if (await Standing.Refusal(work, caller) is { } refusal) await Problems.Of(refusal, context).ExecuteAsync(context);
        else await Handle(context, work);
        return true;
    }, context.RequestAborted);

    private async Task Write(HttpContext context, Caller? caller)
    {
        var limit = context.GetEndpoint()!.Metadata.GetMetadata<BodyLimit>()?.Bytes ?? BodyLimit.Json;
        var hash = await ReadBody(context, limit);
        if (hash is null)
        {
            context.Response.Headers.Connection = "close";
            await Problems.Of(new BodyTooLarge(limit), context).ExecuteAsync(context);
            return;
        }

        var given = context.Request.Headers[IdempotencyKeyHeader].ToString();
        if (given.Length == 0 || caller is null)
        {
            await Run(context, caller, null, hash);
            return;
        }

        if (given.Length > MaxKeyLength || given.Any(c => c is < '!' or > '~'))
        {
            await Problems.Of(new InvalidIdempotencyKey(MaxKeyLength), context).ExecuteAsync(context);
            return;
        }

        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? context.Request.Path;
        var key = new Idempotency.Key(caller.OrganisationId, $"{context.Request.Method} {route}", given);
        if (!_inFlight.TryAdd(key, true))
        {
            await Problems.Of(new RequestInFlight(), context).ExecuteAsync(context);
            return;
        }

        try
        {
            await Run(context, caller, key, hash);
        }
        finally
        {
            _inFlight.TryRemove(key, out _);
        }
    }

    private async Task Run(HttpContext context, Caller? caller, Idempotency.Key? key, byte[] hash)
    {
        var original = context.Response.Body;
        using var buffer = new MemoryStream();
        context.Response.Body = buffer;
        var keepForEver = context.GetEndpoint()!.Metadata.GetMetadata<KeepsAnswersForEver>() is not null;
        var answered = false;
        try
        {
            await database.Run(async work =>
            {
                context.Response.Clear();
                buffer.SetLength(0);
                context.Request.Body.Position = 0;
                answered = await TryAnswer(context, work, caller, key, hash, keepForEver);
                if (answered) return;
                await Handle(context, work);
                if (context.Response.StatusCode >= StatusCodes.Status400BadRequest && !work.KeepsRefusal) work.Abandon();
                else if (key is not null) await Idempotency.Answered(work, key, context.Response, buffer.ToArray());
            }, context.RequestAborted);
            if (!answered && key is not null && IsLasting(context.Response.StatusCode))
            {
                await database.Run(async work =>
                {
                    if (await Idempotency.Take(work, key, hash, keepForEver))
                        await Idempotency.Answered(work, key, context.Response, buffer.ToArray());
                }, CancellationToken.None);
            }
            if (context.Items[typeof(Prefer)] is Func<UnitOfWork, Task<IResult?>> look
                && await Prefer.Outcome(context, database, look, time) is { } outcome)
            {
                context.Response.Clear();
                buffer.SetLength(0);
                context.Response.Headers["Preference-Applied"] = "wait";
                await outcome.ExecuteAsync(context);
            }
        }
        finally
        {
            context.Response.Body = original;
        }

        buffer.Position = 0;
        context.Response.ContentLength = context.Response.StatusCode is StatusCodes.Status204NoContent ? null : buffer.Length;
        await buffer.CopyToAsync(original, context.RequestAborted);
    }

    /// <summary>Answers without running the handler: who asks may not act now, or the same command was answered before.</summary>
    private static async Task<bool> TryAnswer(
        HttpContext context, UnitOfWork work, Caller? caller, Idempotency.Key? key, byte[] hash, bool keepForEver)
    {
        if (await Standing.Refusal(work, caller) is { } refusal)
        {
            work.Abandon();
            await Problems.Of(refusal, context).ExecuteAsync(context);
            return true;
        }

        if (key is null || await Idempotency.Take(work, key, hash, keepForEver)) return false;
        var earlier = (await Idempotency.Find(work, key))!;
        work.Abandon();
        if (earlier.BodyHash.AsSpan().SequenceEqual(hash)) await earlier.Write(context.Response);
        else await Problems.Of(new IdempotencyKeyReused(), context).ExecuteAsync(context);
        return true;
    }

    /// <summary>A refusal that a retry of the same request would meet again; the others may be retried under the same key.</summary>
    private static bool IsLasting(int status) => status is StatusCodes.Status409Conflict or StatusCodes.Status422UnprocessableEntity;

    private async Task Handle(HttpContext context, UnitOfWork work)
    {
        context.Items[typeof(UnitOfWork)] = work;
        await next(context);
    }

    /// <summary>Reads the whole body aside, so that no client can hold a transaction open; its hash covers the path as well. Null: too
    /// large.</summary>
    private static async Task<byte[]?> ReadBody(HttpContext context, long limit)
    {
        if (context.Request.ContentLength > limit) return null;
        context.Request.EnableBuffering(MemoryThreshold);
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(Encoding.UTF8.GetBytes($"{context.Request.Path}{context.Request.QueryString}\n"));
        var chunk = new byte[16 * 1024];
        long total = 0;
        while (await context.Request.Body.ReadAsync(chunk, context.RequestAborted) is var read and > 0)
        {
            total += read;
            if (total > limit) return null;
            sha.AppendData(chunk, 0, read);
        }

        return sha.GetHashAndReset();
    }
}

/// <summary>The caller's kind, role or scope does not suffice.</summary>
public sealed record Forbidden(string Why) : Failure(FailureKind.Forbidden, "forbidden", Why);

/// <summary>The body is larger than the route takes.</summary>
public sealed record BodyTooLarge(long Limit)
    : Failure(FailureKind.TooLarge, "body-too-large", $"The body may have at most {Limit} bytes.");

/// <summary>The key cannot be one.</summary>
public sealed record InvalidIdempotencyKey(int MaxLength) : Failure(
    FailureKind.Malformed, "invalid-idempotency-key", $"An Idempotency-Key is 1 to {MaxLength} visible ASCII characters.");

/// <summary>The same key came with another body.</summary>
public sealed record IdempotencyKeyReused() : Failure(
    FailureKind.Invalid, "idempotency-key-reused", "This Idempotency-Key was used for another request. Make a new key for a new command.");

/// <summary>The same key is being worked on.</summary>
public sealed record RequestInFlight() : Failure(
    FailureKind.Conflict, "request-in-flight", "A request with this Idempotency-Key is being worked on. Ask again in a moment.");
