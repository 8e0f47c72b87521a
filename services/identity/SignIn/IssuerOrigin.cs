namespace SupplyFinance.Identity;

/// <summary>Puts the configured issuer's origin in place of whatever host the request names, before anything else looks
/// at it. The gateway forwards to a loopback port, and a caller may send any Host header; every address that the token
/// server writes is built from this one origin all the same.</summary>
public sealed class IssuerOrigin(TokenServerSettings settings) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        var host = HostString.FromUriComponent(settings.Issuer);
        app.Use((context, rest) =>
        {
            context.Request.Scheme = settings.Issuer.Scheme;
            context.Request.Host = host;
            return rest(context);
        });
        next(app);
    };
}
