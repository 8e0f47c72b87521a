using Microsoft.AspNetCore.Builder;

namespace SupplyFinance.Platform.Http;

/// <summary>The gateway's id of a request is this service's id of it, too: in every log line and in every problem.</summary>
internal static class RequestIds
{
    public static void UseRequestIds(this WebApplication app) => app.Use(async (context, next) =>
    {
        var id = Problems.RequestIdOf(context);
        context.TraceIdentifier = id;
        using (app.Logger.BeginScope(new Dictionary<string, object> { ["RequestId"] = id })) await next(context);
    });
}
