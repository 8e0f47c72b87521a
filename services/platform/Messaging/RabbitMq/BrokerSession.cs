using System.Net.Security;
using System.Runtime.ExceptionServices;
using System.Runtime.Serialization;
using System.Security.Authentication;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Platform.Messaging.RabbitMq;

/// <summary>One life of a service's connections to the broker, from the declared topology to the first that breaks. Publishing and receiving
/// have connections of their own: a broker in alarm stops reading from those that publish, and what is received must still be
/// acknowledged. A third watches: it declares the topology and finds out whether the broker takes messages.</summary>
internal sealed class BrokerSession : IAsyncDisposable
{
    /// <summary>Handlers at work at a time: as many as a small database serves side by side.</summary>
    private const int Concurrency = 8;

    /// <summary>Messages here that are not acknowledged yet: those at work and as many at hand.</summary>
    private const ushort Prefetch = 2 * Concurrency;

    /// <summary>How long one step of the start may take: connecting, declaring, subscribing.</summary>
    private static readonly TimeSpan StepTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How long the end may take: handlers at work finish, connections close in order. What does not is cut off.</summary>
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(5);

    /// <summary>How often the watching connection asks whether the broker takes messages: an alarm shows as soon as it is tried.</summary>
    private static readonly TimeSpan PulseInterval = TimeSpan.FromSeconds(2);

    /// <summary>Two missed heartbeats end a connection that broke without a word.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    /// <summary>How long the receiving side may be unready before everything is connected anew. It reconnects by itself, but not for ever.</summary>
    private static readonly TimeSpan ReceiverPatience = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource _ended = new();
    private readonly BrokerSettings _broker;
    private readonly string _service;
    private readonly ILogger _logger;
    private IConnection? _watch;
    private IChannel? _pulse;
    private IBusControl? _sender;
    private IBusControl? _receiver;
    private ISendEndpoint? _exchange;
    private volatile bool _isBlocked;
    private volatile bool _isSilent;

    private BrokerSession(BrokerSettings broker, string service, ILoggerFactory loggers)
    {
        _logger = loggers.CreateLogger<BrokerSession>();
        _broker = broker;
        _service = service;
        Ended = _ended.Token;
    }

    /// <summary>Cancelled when the session is over.</summary>
    public CancellationToken Ended { get; }

    /// <summary>Why the broker takes no messages now, or null.</summary>
    public string? Obstacle => (_isBlocked, _isSilent) switch
    {
        (true, _) => "The broker has raised an alarm (memory or disk) and takes no messages; they wait in the outbox.",
        (_, true) => "The broker does not confirm messages; they wait in the outbox.",
        _ => null,
    };

    /// <summary>Connects, declares the topology and starts to receive.</summary>
    public static async Task<BrokerSession> Open(
        BrokerSettings broker, BrokerLayout layout, string service, Func<Envelope, BrokerSession, Task> receive, ILoggerFactory loggers,
        CancellationToken cancellation)
    {
        var session = new BrokerSession(broker, service, loggers);
        try
        {
            LogContext.ConfigureCurrentLogContext(loggers);
            await session.Connect(layout, cancellation);
            await session.StartSender(cancellation);
            await session.StartReceiver(receive, cancellation);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Publishes a message and waits for the broker's confirmation.</summary>
    /// <exception cref="MessageReturnedException">No queue is bound for it.</exception>
    public Task Publish(Envelope envelope, string routingKey, CancellationToken cancellation) => _exchange!.Send(envelope, context =>
    {
        context.MessageId = envelope.MessageId;
        var rabbit = context.GetPayload<RabbitMqSendContext>();
        (rabbit.RoutingKey, rabbit.Mandatory) = (routingKey, true);
        // For people who look at a queue.
        rabbit.BasicProperties.Type = envelope.Type;
        rabbit.BasicProperties.AppId = envelope.Source;
    }, cancellation);

    /// <summary>Returns when the session is over, or has to be.</summary>
    public async Task Watch(CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping, Ended);
        var unready = TimeSpan.Zero;
        try
        {
            while (unready < ReceiverPatience)
            {
                if (!_isBlocked) await Pulse(over.Token);
                await Task.Delay(PulseInterval, over.Token);
                unready = _receiver!.CheckHealth().Status == BusHealthStatus.Healthy ? TimeSpan.Zero : unready + PulseInterval;
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await End(_receiver is null ? Task.CompletedTask : _receiver.StopAsync(EndTimeout));
        await End(_sender is null ? Task.CompletedTask : _sender.StopAsync(EndTimeout));
        if (_watch is not null) await End(_watch.AbortAsync(EndTimeout));
    }

    private async Task Connect(BrokerLayout layout, CancellationToken cancellation)
    {
        var factory = new ConnectionFactory { HostName = _broker.Host, Port = _broker.Port, VirtualHost = _broker.VirtualHost };
        (factory.UserName, factory.Password) = (_broker.User, _broker.Password);
        if (_broker.Tls) factory.Ssl = new SslOption(_broker.Host, enabled: true);
        (factory.RequestedHeartbeat, factory.RequestedConnectionTimeout, factory.ContinuationTimeout) = (Heartbeat, StepTimeout, StepTimeout);
        // A new session is made instead.
        factory.AutomaticRecoveryEnabled = false;
        _watch = await factory.CreateConnectionAsync($"{_service} watch", cancellation);
        _watch.ConnectionShutdownAsync += (_, _) => _ended.CancelAsync();
        _watch.ConnectionBlockedAsync += (_, _) => Blocked(true);
        _watch.ConnectionUnblockedAsync += (_, _) => Blocked(false);
        var confirms = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        _pulse = await _watch.CreateChannelAsync(confirms, cancellation);
        await layout.Declare(_pulse, cancellation);
    }

    private Task Blocked(bool isBlocked)
    {
        _isBlocked = isBlocked;
        return Task.CompletedTask;
    }

    private async Task StartSender(CancellationToken cancellation)
    {
        _sender = Bus.Factory.CreateUsingRabbitMq(bus => Dial(bus, "send"));
        await Start(_sender, cancellation);
        _exchange = await _sender.GetSendEndpoint(new Uri($"exchange:{BrokerLayout.Exchange}?type={ExchangeType.Direct}"));
    }

    private async Task StartReceiver(Func<Envelope, BrokerSession, Task> receive, CancellationToken cancellation)
    {
        _receiver = Bus.Factory.CreateUsingRabbitMq(bus =>
        {
            Dial(bus, "receive");
            bus.ReceiveEndpoint(BrokerLayout.QueueOf(_service), endpoint =>
            {
                // The queue is declared and bound already.
                endpoint.BindQueue = false;
                endpoint.ConfigureConsumeTopology = false;
                // Nobody listens to the library's own messages about faults.
                endpoint.PublishFaults = false;
                endpoint.PrefetchCount = Prefetch;
                endpoint.ConcurrentMessageLimit = Concurrency;
                endpoint.ConfigureDeadLetter(pipe => pipe.UseExecuteAsync(context => Bury(context, "It is not of this platform's format.")));
                endpoint.ConfigureError(pipe => pipe.UseExecuteAsync(Failed));
                endpoint.Handler<Envelope>(context => receive(context.Message, this));
            });
        });
        await Start(_receiver, cancellation);
    }

    private void Dial(IRabbitMqBusFactoryConfigurator bus, string purpose) =>
        bus.Host(_broker.Host, (ushort)_broker.Port, _broker.VirtualHost, $"{_service} {purpose}", host =>
        {
            host.Username(_broker.User);
            host.Password(_broker.Password);
            host.Heartbeat(Heartbeat);
            host.RequestedConnectionTimeout(StepTimeout);
            host.ContinuationTimeout(StepTimeout);
            host.PublisherConfirmation = true;
            if (!_broker.Tls) return;
            host.UseSsl(ssl =>
            {
                (ssl.ServerName, ssl.Protocol) = (_broker.Host, SslProtocols.None);
                // The library's own default takes a certificate that nobody vouches for.
                ssl.EnforcePolicyErrors(SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch
                    | SslPolicyErrors.RemoteCertificateNotAvailable);
            });
        });

    /// <summary>Whatever is not about the message alone goes back to the queue, which counts it.</summary>
    private async Task Failed(ExceptionReceiveContext context)
    {
        if (!IsUnreadable(context.Exception)) ExceptionDispatchInfo.Throw(context.Exception);
        await Bury(context, context.Exception.Message);
        // Else it would be taken for one that nobody wanted, and buried again.
        if (!context.IsFaulted) await context.NotifyFaulted(context.Exception);
    }

    /// <summary>What nobody here can read goes, as it came, to the queue of dead letters; acknowledged only when it is there.</summary>
    private async Task Bury(ReceiveContext context, string reason)
    {
        _logger.LogError("{Service} cannot read a message and leaves it with the dead letters: {Reason}", _service, reason);
        var properties = new BasicProperties
        {
            Persistent = true,
            ContentType = context.ContentType?.ToString(),
            Headers = new Dictionary<string, object?> { ["x-from-queue"] = BrokerLayout.QueueOf(_service), ["x-reason"] = reason },
        };
        var routingKey = context.TryGetPayload<RabbitMqBasicConsumeContext>(out var delivery) ? delivery.RoutingKey ?? "" : "";
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var confirms = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
                await using var channel = await _watch!.CreateChannelAsync(confirms, Ended);
                await channel.BasicPublishAsync(
                    BrokerLayout.DeadLetterExchange, routingKey, mandatory: true, properties, context.Body.GetBytes(), Ended);
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                await Task.Delay(Relay.BackOff(attempt), Ended);
            }
        }
    }

    /// <summary>Publishes what goes to no queue. The broker confirms it, unless it is in alarm: then it says so.</summary>
    private async Task Pulse(CancellationToken over)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(over);
        limit.CancelAfter(RabbitMqCarrier.SendTimeout);
        try
        {
            await _pulse!.BasicPublishAsync(BrokerLayout.Exchange, "pulse", ReadOnlyMemory<byte>.Empty, limit.Token);
            _isSilent = false;
        }
        catch (OperationCanceledException) when (!over.IsCancellationRequested)
        {
            _isSilent = true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await _ended.CancelAsync();
        }
    }

    private static bool IsUnreadable(Exception? exception) =>
        exception is SerializationException or JsonException or UnreadableMessageException
        || (exception is not null && IsUnreadable(exception.InnerException));

    private static async Task Start(IBusControl bus, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(StepTimeout);
        await bus.StartAsync(limit.Token).WaitAsync(StepTimeout + EndTimeout, cancellation);
    }

    private static async Task End(Task ending)
    {
        try
        {
            await ending.WaitAsync(EndTimeout + EndTimeout);
        }
        catch (Exception)
        {
            // It is over either way; a connection that is gone cannot be closed in order.
        }
    }
}

/// <summary>A message that has this platform's format and not what every message must have.</summary>
internal sealed class UnreadableMessageException(string message) : Exception(message);
