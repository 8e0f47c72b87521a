using System.Globalization;
using SupplyFinance.Gateway.Engine;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Gateway.Http;

/// <summary>
/// What the gateway itself refuses or fails at, it answers as problem details (RFC 9457) with a stable code and the
/// request id. What a service answered passes unchanged, empty bodies included.
/// </summary>
public static class GatewayProblems
{
    /// <summary>Gives a body to every refusal made from here on that has none.</summary>
    public static IApplicationBuilder UseProblems(this IApplicationBuilder app)
    {
        var log = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("SupplyFinance.Gateway");
        return app.Use(async (http, next) =>
        {
            try
            {
                await next(http);
            }
            catch (BadHttpRequestException bad) when (!http.Response.HasStarted)
            {
                http.Response.StatusCode = bad.StatusCode;
            }
            catch (Exception bug) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
            {
                log.LogError(bug, "The gateway failed at {Method} {Path}", http.Request.Method, http.Request.Path);
                http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            }
            if (http.Response.HasStarted || http.Response.StatusCode < 400 || GatewayEngine.HasAnswerOfService(http))
                return;
            var (code, detail) = Describe(http.Response.StatusCode);
            await Write(http, http.Response.StatusCode, code, detail);
        });
    }

    /// <summary>Answers with problem details.</summary>
    public static Task Write(HttpContext http, int status, string code, string detail)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Problems.Of(http, status, code, detail).ExecuteAsync(http);
    }

    private static (string Code, string Detail) Describe(int status) => status switch
    {
        400 => ("malformed-request", "The request is malformed."),
        401 => ("unauthenticated", "This needs an access token."),
        403 => ("forbidden", "The access token does not allow this."),
        404 => ("not-found", "There is nothing at this path."),
        405 => ("method-not-allowed", "The path exists, but not with this method; Allow lists those that do."),
        408 => ("request-too-slow", "The request's body came too slowly."),
        413 => ("body-too-large", "The request's body is larger than this path takes."),
        429 => ("too-many-requests", "Too many calls; wait as long as Retry-After says."),
        500 => ("internal-error", "The gateway failed at this request; its log says why under the request id."),
        502 => ("service-unreachable", "The service behind this path cannot be reached at the moment."),
        503 => ("service-unavailable", "The service behind this path is not available at the moment."),
        504 => ("service-timed-out", "The service behind this path did not answer in time; the outcome is unknown."),
        _ => ("http-" + status.ToString(CultureInfo.InvariantCulture), "The request could not be answered."),
    };
}
