using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace SupplyFinance.Platform.Http;

/// <summary>JSON is UTF-8 (RFC 8259 §8.1). A body that claims another encoding could be read here as one thing and elsewhere as another.</summary>
internal static class Utf8Json
{
    /// <summary>Answers 415 to JSON in another encoding, and takes the word away where it says UTF-8: the framework stumbles over quotes.</summary>
    public static IApplicationBuilder UseUtf8Json(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var type = http.Request.GetTypedHeaders().ContentType;
        if (type is not { Charset.HasValue: true } || !type.SubType.EndsWith("json", StringComparison.OrdinalIgnoreCase)) return next(http);
        if (!type.Charset.AsSpan().Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            return Problems.Of(new NotUtf8(), http).ExecuteAsync(http);
        type.Charset = default;
        http.Request.ContentType = type.ToString();
        return next(http);
    });

    private sealed record NotUtf8() : Failure(FailureKind.UnsupportedMediaType, "unsupported-media-type", "JSON is taken in UTF-8 only.");
}
