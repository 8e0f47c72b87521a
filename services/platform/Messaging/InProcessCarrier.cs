using System.Collections.Concurrent;

namespace SupplyFinance.Platform.Messaging;

/// <summary>Carries messages between services of one process. Nothing waits in memory: a send ends when every subscribed service's
/// transaction, inbox row included, has committed, and only then does the sender's outbox row go.</summary>
public sealed class InProcessCarrier(Topology topology) : ICarrier
{
    private readonly ConcurrentDictionary<string, Inbox> _services = new(StringComparer.Ordinal);

    /// <summary>Called between publish and consume, with the envelope and the receiving service; a test kills the process here.</summary>
    public Action<Envelope, string>? BeforeDelivery { get; set; }

    /// <summary>Connects a service's inbox.</summary>
    public void Connect(Inbox inbox) => _services[inbox.Service] = inbox;

    /// <summary>Disconnects a service that stops; its messages wait in their senders' outboxes.</summary>
    public void Disconnect(Inbox inbox) => _services.TryRemove(new KeyValuePair<string, Inbox>(inbox.Service, inbox));

    /// <inheritdoc/>
    public async Task<Delivery> Send(Envelope envelope, CancellationToken cancellation)
    {
        var receivers = topology.Receivers(envelope);
        if (receivers.Count == 0) return Delivery.Later;
        var outcome = Delivery.Done;
        foreach (var receiver in receivers)
        {
            if (!_services.TryGetValue(receiver, out var inbox))
            {
                outcome = Delivery.Later;
                continue;
            }

            BeforeDelivery?.Invoke(envelope, receiver);
            if (await inbox.Receive(envelope, cancellation) == Delivery.Later) outcome = Delivery.Later;
        }

        return outcome;
    }
}
