using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Platform.Http;

/// <summary>What a unit of work came to, as the transaction needs to know it.</summary>
public interface IOutcome
{
    /// <summary>A failure changes nothing: the transaction is rolled back.</summary>
    bool IsFailure { get; }
}

/// <summary>A value, or the named reason why there is none. An endpoint that returns it answers the value as JSON or the failure as a
/// problem.</summary>
public sealed class Result<T> : IOutcome, IResult, IEndpointMetadataProvider
    where T : notnull
{
    private readonly T? _value;
    private int _status = StatusCodes.Status200OK;
    private string? _location;
    private long? _version;
    private Func<UnitOfWork, Task<Result<T>?>>? _outcome;

    private Result(T? value, Failure? failure)
    {
        _value = value;
        Failure = failure;
    }

    /// <summary>Why there is no value, or null.</summary>
    public Failure? Failure { get; }

    /// <inheritdoc/>
    [MemberNotNullWhen(true, nameof(Failure))]
    public bool IsFailure => Failure is not null;

    /// <summary>The value of a success.</summary>
    public T Value => _value ?? throw new InvalidOperationException($"There is no value: {Failure?.Code}.");

    public static implicit operator Result<T>(T value) => new(value, null);
    public static implicit operator Result<T>(Failure failure) => new(default, failure);

    /// <summary>201, with where the new resource is.</summary>
    public Result<T> Created(string location)
    {
        _status = StatusCodes.Status201Created;
        _location = location;
        return this;
    }

    /// <summary>202: the resource is pending, and where to look.</summary>
    public Result<T> Accepted(string location)
    {
        _status = StatusCodes.Status202Accepted;
        _location = location;
        return this;
    }

    /// <summary>202, with a look at the outcome for callers who prefer to wait for it: null while it is not known yet.</summary>
    public Result<T> Accepted(string location, Func<UnitOfWork, Task<Result<T>?>> outcome)
    {
        _outcome = outcome;
        return Accepted(location);
    }

    /// <summary>Carries the resource's version as its ETag.</summary>
    public Result<T> At(long version)
    {
        _version = version;
        return this;
    }

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (Failure is not null) return Problems.Of(Failure, httpContext).ExecuteAsync(httpContext);
        if (_version is { } version && EntityTags.Answered(httpContext, version)) return Task.CompletedTask;
        if (_outcome is { } outcome) httpContext.Items[typeof(Prefer)] = (Func<UnitOfWork, Task<IResult?>>)(async work => await outcome(work));
        if (_location is not null) httpContext.Response.Headers.Location = _location;
        return Results.Json(_value, statusCode: _status).ExecuteAsync(httpContext);
    }

    /// <inheritdoc/>
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
}
