using Microsoft.AspNetCore.Http.Features;

namespace SupplyFinance.Gateway.Http;

/// <summary>
/// Refuses paths that gateway and service could read differently: what is authorised as one path must not be served
/// as another. The path is looked at as it was sent, before any server has decoded it.
/// </summary>
public static class PlainPaths
{
    /// <summary>Answers 400 <c>path-not-plain</c> to a path that could be read in two ways.</summary>
    public static IApplicationBuilder UsePlainPaths(this IApplicationBuilder app) => app.Use((http, next) =>
        IsPlain(http.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "")
            ? next(http)
            : GatewayProblems.Write(http, StatusCodes.Status400BadRequest, "path-not-plain",
                "The path has an empty, dotted or doubly encoded segment, or an encoded slash."));

    /// <summary>Whether each segment of the raw target decodes, once, to a name with no further meaning.</summary>
    public static bool IsPlain(string rawTarget)
    {
        var path = rawTarget.Split('?')[0];
        if (!path.StartsWith('/'))
        {
            // The absolute form of RFC 9112 §3.2.2 has scheme and authority first.
            var authority = path.IndexOf("://", StringComparison.Ordinal);
            var root = authority < 0 ? -1 : path.IndexOf('/', authority + 3);
            if (root < 0)
                return authority > 0;
            path = path[root..];
        }
        var segments = path[1..].Split('/');
        return segments.Index().All(piece =>
            (piece.Item.Length == 0 && piece.Index == segments.Length - 1) || IsPlainSegment(piece.Item));
    }

    private static bool IsPlainSegment(string segment)
    {
        var name = Uri.UnescapeDataString(segment);
        return name.Length > 0 && name is not ("." or "..")
            && !name.Any(c => c is '/' or '\\' or '%' or '\uFFFD' || char.IsControl(c));
    }
}
