using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace SupplyFinance.Platform.Http;

/// <summary>RFC 9110 conditional requests over a resource's version.</summary>
public static class EntityTags
{
    /// <summary>The entity tag of a version.</summary>
    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>Sets the ETag; true when the caller has this version already and 304 was answered.</summary>
    internal static bool Answered(HttpContext context, long version)
    {
        var tag = Of(version);
        context.Response.Headers.ETag = tag;
        if (!HttpMethods.IsGet(context.Request.Method)) return false;
        var known = context.Request.GetTypedHeaders().IfNoneMatch;
        if (!known.Any(k => k.Compare(new EntityTagHeaderValue(tag), useStrongComparison: false) || k == EntityTagHeaderValue.Any)) return false;
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }
}

/// <summary>The version in a request's If-Match, bound as a handler's parameter. Without the header nothing is asked.</summary>
/// <param name="Version">The version, null where the request has no condition, −1 where its tag is none of ours.</param>
public sealed record IfMatch(long? Version)
{
    /// <summary>The failure when the resource is at another version.</summary>
    public Failure? Against(long current) => Version is null || Version == current ? null : new VersionMismatch(current);

    public static ValueTask<IfMatch> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var tags = context.Request.GetTypedHeaders().IfMatch;
        if (tags.Count == 0 || tags.Contains(EntityTagHeaderValue.Any)) return ValueTask.FromResult(new IfMatch((long?)null));
        var text = tags[0].Tag.ToString().Trim('"');
        return ValueTask.FromResult(new IfMatch(long.TryParse(text, CultureInfo.InvariantCulture, out var version) ? version : -1));
    }
}
