namespace SupplyFinance.Gateway.Http;

/// <summary>Headers that tell a browser to do nothing with an answer but what its type says.</summary>
public static class SecurityHeaders
{
    /// <summary>For data: nothing is loaded or framed. A page brings a policy of its own.</summary>
    public const string ApiContentPolicy =
        "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static readonly string[] TellTales = ["Server", "X-Powered-By", "X-AspNet-Version"];

    /// <summary>Adds the headers that the answer lacks, and takes away those that name software.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers.TryAdd("Content-Security-Policy", ApiContentPolicy);
            headers.TryAdd("Referrer-Policy", "no-referrer");
            headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
            headers.TryAdd("X-Frame-Options", "DENY");
            if (http.Request.IsHttps)
                headers.TryAdd("Strict-Transport-Security", "max-age=31536000");
            foreach (var name in TellTales)
                headers.Remove(name);
            return Task.CompletedTask;
        });
        return next(http);
    });
}
