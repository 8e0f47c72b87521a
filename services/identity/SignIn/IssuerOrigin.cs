namespace SupplyFinance.Identity;

/// <summary>Puts the configured issuer's origin in place of whatever host the request names. The gateway forwards to a loopback port, and
/// a caller may send any Host header; every address that the token server writes is built from this one origin all the same.</summary>
public static class IssuerOrigin
{
    public static void Use(IApplicationBuilder app, TokenServerSettings settings)
    {
        var host = HostString.FromUriComponent(settings.Issuer);
        app.Use((context, next) =>
        {
            context.Request.Scheme = settings.Issuer.Scheme;
            context.Request.Host = host;
            return next(context);
        });
    }
}
