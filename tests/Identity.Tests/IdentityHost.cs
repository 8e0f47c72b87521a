using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Messaging;
using SupplyFinance.Testing;

namespace SupplyFinance.Identity.Tests;

/// <summary>The identity service as it runs in a demonstration: on a loopback port of its own, issuing for another
/// origin, believing its own tokens, and receiving its own events.</summary>
public sealed class IdentityHost : IAsyncDisposable
{
    /// <summary>The origin the world sees; nothing listens there.</summary>
    public const string Issuer = "http://localhost:8080/";

    private static readonly Sql Outgoing = Sql.Of("select count(*) from outbox");

    private readonly WebApplication _app;
    private readonly InProcessCarrier _carrier;

    private IdentityHost(WebApplication app, InProcessCarrier carrier)
    {
        _app = app;
        _carrier = carrier;
    }

    public IServiceProvider Services => _app.Services;

    public Database Database => Services.GetRequiredService<Database>();

    public Uri Address => new(_app.Urls.First());

    public static async Task<IdentityHost> Start(string folder, Action<ServiceSettings>? change = null)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var settings = new ServiceSettings
        {
            Form = Form.Demonstration,
            DataFolder = folder,
            TokenIssuer = Issuer,
            TokenKeysAddress = new Uri(address, "/.well-known/jwks").ToString(),
        };
        await TestDatabase.Use(settings, IdentityService.Definition.Name);
        change?.Invoke(settings);
        var definition = IdentityService.Definition;
        var carrier = new InProcessCarrier(Topology.Of([definition]));
        var app =
            ServiceHost.Build(definition, settings, carrier, address.ToString(), builder =>
                builder.Logging.ClearProviders());
        carrier.Connect(app.Services.GetRequiredService<Inbox>());
        try
        {
            await ServiceHost.Prepare(app, definition);
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        var host = new IdentityHost(app, carrier);
        await host.Settled();
        return host;
    }

    /// <summary>A client without a token, that follows no redirect.</summary>
    public HttpClient Anonymous() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };

    /// <summary>A browser with no cookies yet.</summary>
    public Browser Browser() => new(Address);

    /// <summary>A client with the access token of somebody who has just signed in.</summary>
    public async Task<HttpClient> As(string signInName)
    {
        var tokens = await Browser().SignIn(signInName);
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new("Bearer", tokens.GetProperty("access_token").GetString());
        return client;
    }

    /// <summary>Waits until what was published has arrived.</summary>
    public Task Settled() =>
        Wait.Until("an empty outbox", async () => await Database.Read(work => work.QueryFirst<long>(Outgoing)) == 0);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        _carrier.Disconnect(Services.GetRequiredService<Inbox>());
        var database = Database;
        await _app.DisposeAsync();
        database.Close();
    }
}
