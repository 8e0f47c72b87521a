using Microsoft.AspNetCore.Http.Features;

namespace SupplyFinance.Gateway.Http;

/// <summary>Refuses a body that says it is too large before a byte of it is read.</summary>
public static class BodyLimits
{
    /// <summary>JSON and forms, in bytes: the largest command lists a few thousand lots of some hundred bytes.</summary>
    public const long Json = 1024 * 1024;

    /// <summary>Files (invoices, bulk uploads, bank statements), in bytes: a 10 MB invoice is one with scans in it.</summary>
    public const long Document = 10 * 1024 * 1024;

    /// <summary>
    /// Comes after routing, which has put the route's limit on the request; Kestrel itself stops a body that does not
    /// say its length.
    /// </summary>
    public static IApplicationBuilder UseBodyLimits(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var limit = http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;
        if (http.Request.ContentLength > limit)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return Task.CompletedTask;
        }
        return next(http);
    });
}
