using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Messaging;
using SupplyFinance.Testing;

namespace SupplyFinance.Platform.Tests.Messaging;

/// <summary>A virtual host for the tests of one class.</summary>
public sealed class TalkingVirtualHost : IAsyncLifetime
{
    public RabbitMqVirtualHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Host = await (await RabbitMqServer.OfThisProcess).NewVirtualHost(TalkingServices.Topology);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

public sealed class RabbitMqCarrierTests(TalkingVirtualHost virtualHost) : CarrierConformance, IClassFixture<TalkingVirtualHost>
{
    public override async ValueTask InitializeAsync()
    {
        await virtualHost.Host.Clear();
        await base.InitializeAsync();
    }

    protected override ICarrier? CarrierFor(string service, ServiceSettings settings)
    {
        settings.Broker = virtualHost.Host.SettingsOf(service);
        return null;
    }
}
