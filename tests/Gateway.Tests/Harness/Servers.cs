using Microsoft.AspNetCore.Hosting;

namespace SupplyFinance.Gateway.Tests.Harness;

/// <summary>Real servers on a free loopback port.</summary>
internal static class Servers
{
    public const string AnyPort = "http://127.0.0.1:0";

    public static WebApplication Create()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(AnyPort).ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        return builder.Build();
    }

    public static Uri Address(this WebApplication server) => new(server.Urls.Single());
}
