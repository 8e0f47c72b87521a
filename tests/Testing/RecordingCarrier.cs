using System.Collections.Concurrent;
using SupplyFinance.Contracts;
using SupplyFinance.Platform.Messaging;

namespace SupplyFinance.Testing;

/// <summary>Keeps what a service under test says to others; what it says to itself comes back to it.</summary>
public sealed class RecordingCarrier : ICarrier
{
    private static readonly Dictionary<string, Type> Contracts = typeof(IMessage).Assembly.GetTypes()
        .Where(type => type.IsAssignableTo(typeof(IMessage)) && !type.IsInterface)
        .ToDictionary(type => type.Name);

    private readonly ConcurrentQueue<IMessage> _sent = new();

    /// <summary>The service's own inbox, for its commands to itself.</summary>
    public Inbox? Self { get; set; }

    /// <summary>Contract messages in the order they were sent.</summary>
    public IReadOnlyList<IMessage> Sent => [.. _sent];

    public async Task<Delivery> Send(Envelope envelope, CancellationToken cancellation)
    {
        if (!Contracts.TryGetValue(envelope.Type, out var type)) return await Self!.Receive(envelope, cancellation);
        _sent.Enqueue((IMessage)System.Text.Json.JsonSerializer.Deserialize(envelope.Body, type, MessageJson.Options)!);
        return Delivery.Done;
    }
}
