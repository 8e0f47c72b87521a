using System.Text.RegularExpressions;
using RabbitMQ.Client;

namespace SupplyFinance.Platform.Messaging.RabbitMq;

/// <summary>What a broker's user may do, as regular expressions over the names of queues and exchanges.</summary>
public sealed record BrokerPermissions(string Configure, string Write, string Read);

/// <summary>The platform's queues on a broker: one direct exchange, one quorum queue for each service, a binding for each contract and receiver
/// under the message type's name, and one under the service's own name for what it says to itself. Every service declares all of it at
/// each connection, so that what is published before its receiver has ever run waits for it.</summary>
/// <remarks>Delivery limit and dead-lettering are policy, shipped as <c>deploy/rabbitmq/definitions.json</c>: an argument of a queue can
/// never be changed again. The pattern there matches the queues of the services and not the queue of dead letters.</remarks>
public sealed class BrokerLayout(Topology topology)
{
    /// <summary>Where everything is published.</summary>
    public const string Exchange = "supply-finance";

    /// <summary>Where the broker, by policy, and services leave what cannot be read.</summary>
    public const string DeadLetterExchange = "supply-finance-dead";

    /// <summary>What cannot be read, kept for people. It has another name than its exchange, so that a service may bind it and not read it.</summary>
    public const string DeadLetterQueue = "supply-finance-dead-letters";

    /// <summary>How often a message is handed out before the broker takes it for one that kills its consumers. A service that starts again with
    /// growing pauses needs more than an hour for that.</summary>
    public const int DeliveryLimit = 20;

    private static readonly Dictionary<string, object?> Quorum = new() { ["x-queue-type"] = "quorum" };

    /// <summary>A service's queue.</summary>
    public static string QueueOf(string service) => $"{Exchange}.{service}";

    /// <summary>The routing key of a message.</summary>
    public static string KeyOf(Envelope envelope) => Topology.IsContract(envelope.Type) ? envelope.Type : envelope.Source;

    /// <summary>What the user of a service must be allowed, and nothing more: to declare and bind all queues, to publish, and to read its own queue.
    /// It cannot read another's queue or the dead letters; reading an exchange is what binding a queue to it takes.</summary>
    public BrokerPermissions PermissionsOf(string service)
    {
        var all = Names([Exchange, DeadLetterExchange, DeadLetterQueue, .. topology.Services.Select(QueueOf)]);
        return new BrokerPermissions(all, all, Names([Exchange, DeadLetterExchange, QueueOf(service)]));
    }

    /// <summary>Declares everything; what is there already stays.</summary>
    internal async Task Declare(IChannel channel, CancellationToken cancellation)
    {
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Direct, durable: true, cancellationToken: cancellation);
        await channel.ExchangeDeclareAsync(DeadLetterExchange, ExchangeType.Fanout, durable: true, cancellationToken: cancellation);
        await DeclareQueue(channel, DeadLetterQueue, cancellation);
        await channel.QueueBindAsync(DeadLetterQueue, DeadLetterExchange, "", cancellationToken: cancellation);
        foreach (var service in topology.Services)
        {
            await DeclareQueue(channel, QueueOf(service), cancellation);
            await channel.QueueBindAsync(QueueOf(service), Exchange, service, cancellationToken: cancellation);
        }

        foreach (var (type, services) in topology.Contracted)
        {
            foreach (var service in services)
                await channel.QueueBindAsync(QueueOf(service), Exchange, type, cancellationToken: cancellation);
        }
    }

    private static Task DeclareQueue(IChannel channel, string name, CancellationToken cancellation) => channel.QueueDeclareAsync(
        name, durable: true, exclusive: false, autoDelete: false, Quorum, cancellationToken: cancellation);

    private static string Names(IEnumerable<string> names) => $"^({string.Join('|', names.Select(Regex.Escape))})$";
}
