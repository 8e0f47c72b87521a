using System.Text.Json.Nodes;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using SupplyFinance.Contracts;
using SupplyFinance.Platform.Messaging.RabbitMq;
using SupplyFinance.Testing;

namespace SupplyFinance.EndToEnd.Tests.ManyProcesses;

/// <summary>Hears every message between services and says some of them again, out of order: under the same id, as a broker does, or under a new
/// one, as a sender does that forgot what it had sent.</summary>
internal sealed class MessageTap(RabbitMqVirtualHost virtualHost) : IAsyncDisposable
{
    /// <summary>Messages said again at a time.</summary>
    private const int Batch = 40;

    private readonly List<(BasicProperties Properties, byte[] Body)> _heard = [];
    private IConnection? _connection;
    private IChannel? _channel;

    /// <summary>Listens, once the services have declared what they share.</summary>
    public async Task Connect()
    {
        _connection = await virtualHost.Connect();
        _channel = await _connection.CreateChannelAsync();
        await _channel.ExchangeDeclareAsync(BrokerLayout.Exchange, ExchangeType.Direct, durable: true);
        var queue = await _channel.QueueDeclareAsync();
        foreach (var type in Routes.Receivers.Keys) await _channel.QueueBindAsync(queue.QueueName, BrokerLayout.Exchange, type);
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            lock (_heard) _heard.Add((new BasicProperties(delivery.BasicProperties), delivery.Body.ToArray()));
            return Task.CompletedTask;
        };
        await _channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer);
    }

    /// <summary>Listens again after the broker was away.</summary>
    public async Task Reconnect()
    {
        await Close();
        await Connect();
    }

    /// <summary>Says some of what was heard again to everybody whom it concerns.</summary>
    public async Task Repeat(Random random, bool isNewId)
    {
        (BasicProperties Properties, byte[] Body)[] chosen;
        lock (_heard) chosen = [.. _heard];
        random.Shuffle(chosen);
        foreach (var (properties, body) in chosen.Take(Batch))
        {
            var (said, text) = isNewId ? UnderNewId(properties, body) : (properties, body);
            foreach (var service in Routes.Receivers[properties.Type!])
                await _channel!.BasicPublishAsync("", BrokerLayout.QueueOf(service), mandatory: true, said, text);
        }
    }

    public async ValueTask DisposeAsync() => await Close();

    private static (BasicProperties Properties, byte[] Body) UnderNewId(BasicProperties properties, byte[] body)
    {
        var id = Guid.CreateVersion7().ToString();
        var json = JsonNode.Parse(body)!;
        json["messageId"] = id;
        json["message"]!["messageId"] = id;
        return (new BasicProperties(properties) { MessageId = id }, System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()));
    }

    private async Task Close()
    {
        if (_connection is null) return;
        await _connection.AbortAsync();
        await _connection.DisposeAsync();
    }
}
