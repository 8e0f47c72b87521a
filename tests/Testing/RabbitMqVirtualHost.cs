using RabbitMQ.Client;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Messaging;
using SupplyFinance.Platform.Messaging.RabbitMq;

namespace SupplyFinance.Testing;

/// <summary>A virtual host of a <see cref="RabbitMqServer"/>, with a user for each service.</summary>
public sealed class RabbitMqVirtualHost(Topology topology, Func<string?, BrokerSettings> settingsOf)
{
    /// <summary>What a service is configured with.</summary>
    public BrokerSettings SettingsOf(string service) => settingsOf(service);

    /// <summary>Removes everything that services declared, so that the next test starts from nothing.</summary>
    public async Task Clear()
    {
        await using var connection = await Connect();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in topology.Services.Select(BrokerLayout.QueueOf).Append(BrokerLayout.DeadLetterQueue))
            await channel.QueueDeleteAsync(queue, ifUnused: false, ifEmpty: false);
    }

    /// <summary>How many messages a queue holds that nobody is handling.</summary>
    public async Task<uint> CountOf(string queue)
    {
        await using var connection = await Connect();
        await using var channel = await connection.CreateChannelAsync();
        return (await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
    }

    /// <summary>A connection as a service's user, or as the administrator.</summary>
    public Task<IConnection> Connect(string? service = null)
    {
        var settings = settingsOf(service);
        return new ConnectionFactory
        {
            HostName = settings.Host,
            Port = settings.Port,
            VirtualHost = settings.VirtualHost,
            UserName = settings.User,
            Password = settings.Password,
            AutomaticRecoveryEnabled = false,
        }.CreateConnectionAsync();
    }
}
