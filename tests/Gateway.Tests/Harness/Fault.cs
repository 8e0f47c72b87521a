using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace SupplyFinance.Gateway.Tests.Harness;

/// <summary>Breaks the gateway from within.</summary>
internal static class Fault
{
    public static void InEveryLimiter(WebApplicationBuilder builder) => builder.Services.Configure<RateLimiterOptions>(
        limits => limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
            _ => throw new InvalidOperationException("secret")));
}
