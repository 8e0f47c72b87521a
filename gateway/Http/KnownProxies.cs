using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace SupplyFinance.Gateway.Http;

/// <summary>
/// Behind a load balancer that ends TLS, the caller's address and scheme are what the balancer says; from anybody else
/// the same headers are a caller's invention and change nothing.
/// </summary>
internal static class KnownProxies
{
    /// <summary>Believes these proxies' <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c>; comes before all that asks.</summary>
    public static void UseKnownProxies(this WebApplication app, IReadOnlyList<IPNetwork> known)
    {
        if (known.Count == 0)
            return;
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            // As many proxies in a row as are known; the first unknown address is the caller's.
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in known)
            options.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(options);
    }
}
