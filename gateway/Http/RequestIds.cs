using System.Text.RegularExpressions;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Gateway.Http;

/// <summary>Every request has an id, the caller's if sane, else a new one: forwarded, logged and answered.</summary>
public static partial class RequestIds
{
    /// <summary>Gives each request its id in its header, in the trace identifier and in the log.</summary>
    public static IApplicationBuilder UseRequestIds(this IApplicationBuilder app)
    {
        var log = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("SupplyFinance.Gateway");
        return app.Use(async (http, next) =>
        {
            var given = http.Request.Headers[Problems.RequestIdHeader];
            var isSane = given.Count == 1 && Sane().IsMatch(given[0] ?? "");
            var id = isSane ? given[0]! : Guid.CreateVersion7().ToString("N");
            http.TraceIdentifier = id;
            http.Request.Headers[Problems.RequestIdHeader] = id;
            http.Response.OnStarting(() =>
            {
                http.Response.Headers[Problems.RequestIdHeader] = id;
                return Task.CompletedTask;
            });
            using (log.BeginScope(new Dictionary<string, object> { ["RequestId"] = id }))
                await next(http);
        });
    }

    /// <summary>Long enough for any id in use, short and plain enough to be logged and echoed as it is.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex Sane();
}
