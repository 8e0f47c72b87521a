using SupplyFinance.Contracts;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Platform.Messaging;

/// <summary>A message on its way between services.</summary>
/// <param name="MessageId">The outbox row's id: the same for every delivery of one message.</param>
/// <param name="Type">The message record's simple name.</param>
/// <param name="Body">The record as JSON.</param>
/// <param name="Source">The service that sent it.</param>
/// <param name="TraceParent">W3C trace context of the sender, so that one trace reaches the last consumer.</param>
/// <param name="SentAt">The sender's system clock when its transaction committed.</param>
public sealed record Envelope(Guid MessageId, string Type, string Body, string Source, string? TraceParent, DateTimeOffset SentAt);

/// <summary>A message that a unit of work will leave in the outbox.</summary>
internal sealed record Outgoing(IMessage Message, DateTimeOffset DueAt, ClockKind Clock);

/// <summary>What became of a delivery.</summary>
public enum Delivery
{
    /// <summary>Every handler's transaction has committed, or had before, or the message is parked and listed.</summary>
    Done,

    /// <summary>Not now: something is away, or the message waits for an earlier one. Deliver it again later.</summary>
    Later,
}

/// <summary>Carries messages between services. Two stand behind this seam: in one process, and over a broker.</summary>
public interface ICarrier
{
    /// <summary>How many messages of one service may be under way at a time; 1: one after the other.</summary>
    int Concurrency => 1;

    /// <summary>Whether it is known to take nothing now. What is in the outbox then waits there untouched, and no attempts are counted.</summary>
    bool IsAway => false;

    /// <summary>Sends one message. <see cref="Delivery.Done"/> means that it is safe with its receivers (in process: their transactions have
    /// committed; over a broker: the broker has confirmed it) and the outbox row may go.</summary>
    Task<Delivery> Send(Envelope envelope, CancellationToken cancellation);
}
