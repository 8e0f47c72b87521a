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

/// <summary>The condition in a request's If-Match, bound as a handler's parameter. Without the header nothing is asked.</summary>
/// <param name="Tags">The tags of which one must be the resource's, null where any will do. A weak tag proves no version (RFC 9110
/// §13.1.1) and what cannot be read proves nothing: a condition with no other tag is never met.</param>
public sealed record IfMatch(IReadOnlyList<string>? Tags)
{
    /// <summary>The failure when the resource is at another version.</summary>
    public Failure? Against(long current) => Tags is null || Tags.Contains(EntityTags.Of(current)) ? null : new VersionMismatch(current);

    public static ValueTask<IfMatch> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if (context.Request.Headers.IfMatch.Count == 0) return ValueTask.FromResult(new IfMatch((IReadOnlyList<string>?)null));
        var tags = context.Request.GetTypedHeaders().IfMatch;
        return ValueTask.FromResult(new IfMatch(
            tags.Contains(EntityTagHeaderValue.Any) ? null : [.. tags.Where(tag => !tag.IsWeak).Select(tag => tag.Tag.ToString())]));
    }
}
