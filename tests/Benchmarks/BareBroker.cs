using System.Collections.Concurrent;
using System.Diagnostics;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using SupplyFinance.Platform.Messaging.RabbitMq;
using SupplyFinance.Testing;

namespace SupplyFinance.Benchmarks;

/// <summary>The broker's own client on the same exchange and queue with a message that a relay has sent: no outbox, no inbox, no database.</summary>
internal sealed class BareBroker : IAsyncDisposable
{
    /// <summary>Messages at hand that are not acknowledged yet: as many as a service takes.</summary>
    private const ushort Prefetch = 16;

    private static readonly CreateChannelOptions Confirms =
        new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    private readonly RabbitMqVirtualHost _host;
    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly BasicProperties _properties;
    private readonly byte[] _body;

    private BareBroker(RabbitMqVirtualHost host, IConnection connection, IChannel channel, BasicProperties properties, byte[] body) =>
        (_host, _connection, _channel, _properties, _body) = (host, connection, channel, properties, body);

    /// <summary>What one message has in bytes, its properties aside.</summary>
    public int MessageBytes => _body.Length;

    /// <summary>Connects, takes a message from the listener's queue as the pattern of all, and empties the queue.</summary>
    public static async Task<BareBroker> Connect(RabbitMqVirtualHost host, CancellationToken stopping)
    {
        var connection = await host.Connect();
        var channel = await connection.CreateChannelAsync(Confirms, stopping);
        BasicGetResult? sent;
        do
        {
            sent = await channel.BasicGetAsync(TalkingPair.ListenersQueue, autoAck: true, stopping);
        }
        while (sent is not null && sent.BasicProperties.Type != TalkingPair.MessageType);

        var pattern = sent ?? throw new InvalidOperationException("The relay has left no message to take as a pattern.");
        var broker = new BareBroker(host, connection, channel, new BasicProperties(pattern.BasicProperties), pattern.Body.ToArray());
        await broker.Empty(stopping);
        return broker;
    }

    /// <summary>Removes what nobody has consumed.</summary>
    public Task Empty(CancellationToken stopping) => _channel.QueuePurgeAsync(TalkingPair.ListenersQueue, stopping);

    /// <summary>Publishes messages, each confirmed; answers how long it took.</summary>
    public async Task<TimeSpan> Publish(int messages, int concurrency, CancellationToken stopping)
    {
        var watch = Stopwatch.StartNew();
        var options = new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = stopping };
        await Parallel.ForAsync(0, messages, options, async (_, cancellation) => await _channel.BasicPublishAsync(
            BrokerLayout.Exchange, TalkingPair.MessageType, mandatory: true, _properties, _body, cancellation));
        return watch.Elapsed;
    }

    /// <summary>Acknowledges what arrives while something is done; answers when each arrived.</summary>
    public async Task<ConcurrentQueue<long>> Consume(int messages, Func<Task> meanwhile, CancellationToken stopping)
    {
        var arrived = new ConcurrentQueue<long>();
        await using var connection = await _host.Connect();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: stopping);
        await channel.BasicQosAsync(0, Prefetch, global: false, stopping);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, stopping);
            arrived.Enqueue(Stopwatch.GetTimestamp());
        };
        await channel.BasicConsumeAsync(TalkingPair.ListenersQueue, autoAck: false, consumer, stopping);
        await meanwhile();
        await Wait.Until("every message to arrive", () => arrived.Count >= messages, TimeSpan.FromMinutes(2));
        return arrived;
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
