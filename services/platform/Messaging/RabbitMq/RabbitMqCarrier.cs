using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Messaging.RabbitMq;

namespace SupplyFinance.Platform.Messaging;

/// <summary>Carries messages between services of several processes over RabbitMQ. A send ends when the broker has confirmed it; a message is
/// acknowledged when it is handled, parked or deferred in this service's own database. Connections are made anew for ever; while there is
/// none, messages wait in the outbox.</summary>
public sealed class RabbitMqCarrier(
    ServiceSettings settings, Topology topology, Inbox inbox, DeferredDeliveries deferred, ILoggerFactory loggers) : BackgroundService, ICarrier
{
    /// <summary>How long a send may wait for the broker's confirmation: a slow disk's longest stall, and a third of the relay's lease.</summary>
    public static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(5);

    /// <summary>How long a message is held while this service's own database is away. Then it goes to the end of its queue as a new delivery,
    /// well before the broker's time-out for acknowledgements (the shipped 15 minutes, for this one and one at hand behind it): a delivery that
    /// times out counts towards the limit.</summary>
    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(3);

    /// <summary>The longest pause between two attempts to connect.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private const string Unreachable = "The broker cannot be reached; messages wait in the outbox.";

    private readonly ILogger _logger = loggers.CreateLogger<RabbitMqCarrier>();
    private volatile BrokerSession? _session;
    private volatile bool _isSlow;

    /// <inheritdoc/>
    public int Concurrency => Relay.BatchSize;

    /// <inheritdoc/>
    public bool IsAway => _session is not { Obstacle: null };

    /// <summary>Why the broker takes no messages now, in a sentence, or null.</summary>
    public string? Obstacle => _session is { } session
        ? session.Obstacle ?? (_isSlow ? "The broker did not confirm the last message in time; messages wait in the outbox." : null)
        : Unreachable;

    /// <inheritdoc/>
    public async Task<Delivery> Send(Envelope envelope, CancellationToken cancellation)
    {
        if (_session is not { Obstacle: null } session) return Delivery.Later;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, session.Ended);
        limit.CancelAfter(SendTimeout);
        try
        {
            await session.Publish(envelope, BrokerLayout.KeyOf(envelope), limit.Token);
            _isSlow = false;
            return Delivery.Done;
        }
        catch (MessageReturnedException)
        {
            _logger.LogError("{Service} has no receiver for {Type}; it stays in the outbox", inbox.Service, envelope.Type);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            _isSlow = !session.Ended.IsCancellationRequested;
            _logger.LogWarning("{Service} could not send {Type} {MessageId}: {Reason}",
                inbox.Service, envelope.Type, envelope.MessageId, exception.Message);
        }

        return Delivery.Later;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            for (var failures = 0; ; failures++)
            {
                if (await Live(stoppingToken)) failures = 0;
                var pause = Relay.BackOff(failures);
                await Task.Delay(pause < LongestPause ? pause : LongestPause, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <summary>Connects and stays connected while it lasts; false when there was no connection to be had.</summary>
    private async Task<bool> Live(CancellationToken stopping)
    {
        try
        {
            var layout = new BrokerLayout(topology);
            await using var session = await BrokerSession.Open(settings.Broker, layout, inbox.Service, Receive, loggers, stopping);
            _logger.LogInformation("{Service} is connected to the broker", inbox.Service);
            (_isSlow, _session) = (false, session);
            await session.Watch(stopping);
            _session = null;
            if (!stopping.IsCancellationRequested) _logger.LogWarning("{Service} lost the broker and connects again", inbox.Service);
            return true;
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            _logger.LogWarning("{Service} cannot reach the broker at {Host}:{Port} and tries again: {Reason}",
                inbox.Service, settings.Broker.Host, settings.Broker.Port, exception.GetBaseException().Message);
            return false;
        }
        finally
        {
            _session = null;
        }
    }

    /// <summary>Returns when a message may be acknowledged. That needs this service's own database; as long as it is away, the message is
    /// held.</summary>
    private async Task Receive(Envelope envelope, BrokerSession session)
    {
        if (Fault(envelope) is { } fault) throw new UnreadableMessageException(fault);
        var held = Stopwatch.StartNew();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                if (await inbox.Receive(envelope, CancellationToken.None) == Delivery.Later)
                    await deferred.Keep(envelope, CancellationToken.None);
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                _logger.LogWarning(exception, "{Service} holds {Type} {MessageId}", inbox.Service, envelope.Type, envelope.MessageId);
            }

            if (held.Elapsed > LongestHold && await IsBackInLine(envelope, session)) return;
            await Task.Delay(Relay.BackOff(attempt), session.Ended);
        }
    }

    private async Task<bool> IsBackInLine(Envelope envelope, BrokerSession session)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(session.Ended);
        limit.CancelAfter(SendTimeout);
        try
        {
            await session.Publish(envelope, inbox.Service, limit.Token);
            return true;
        }
        catch (Exception exception) when (!session.Ended.IsCancellationRequested)
        {
            _logger.LogWarning(exception, "{Service} goes on holding {Type} {MessageId}", inbox.Service, envelope.Type, envelope.MessageId);
            return false;
        }
    }

    /// <summary>What no sender of this platform leaves out and no table here could keep.</summary>
    private static string? Fault(Envelope envelope) => envelope switch
    {
        { MessageId: var id } when id == Guid.Empty => "It has no id.",
        { Type: null or { Length: 0 or > DeferredMessages.LongestType } } => "Its type is missing or too long.",
        { Source: null or { Length: 0 or > DeferredMessages.LongestSource } } => "Its source is missing or too long.",
        { TraceParent.Length: > DeferredMessages.LongestTrace } => "Its trace context is too long.",
        { Body: null } => "It has no body.",
        _ when new[] { envelope.Type, envelope.Source, envelope.TraceParent, envelope.Body }.Any(text => text?.Contains('\0') == true) =>
            "It contains a null character.",
        _ => null,
    };
}
