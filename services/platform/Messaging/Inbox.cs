using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Platform.Messaging;

/// <summary>Where messages reach a service. Its handlers of one message run in one transaction with the inbox row, so a message that is
/// delivered again changes nothing again. One that its handlers reject time after time is parked, listed and replayable.</summary>
public sealed class Inbox(
    Database database, Subscriptions subscriptions, IServiceProvider services, ILogger<Inbox> logger)
{
    /// <summary>Failures of the message itself before it is parked. Infrastructure that is away does not count.</summary>
    public const int MaxFailures = 5;

    /// <summary>Waits for an earlier message before the message is parked: about half an hour at the longest back-off.</summary>
    public const int MaxWaits = 120;

    private static readonly Sql Enter = Sql.InsertIfAbsent("inbox", "message_id", "message_id, received_at");

    private static readonly Sql IsKnown = Sql.Of("select message_id from inbox where message_id = @messageId");

    private static readonly Sql CountFailure = Sql.By(d =>
        d.InsertIfAbsent("delivery_failure", ["message_id"], ["message_id", "attempts", "last_error"]));

    private static readonly Sql AddFailure = Sql.Of(
        "update delivery_failure set attempts = attempts + 1, last_error = @lastError where message_id = @messageId");

    private static readonly Sql Failures = Sql.Of("select attempts from delivery_failure where message_id = @messageId");

    private static readonly Sql Forget = Sql.Of("delete from delivery_failure where message_id = @messageId");

    public string Service => database.Service;

    /// <summary>Whether this service has a handler for the type.</summary>
    public bool Handles(string type) => subscriptions.Find(type) is not null;

    /// <summary>Delivers one message.</summary>
    public async Task<Delivery> Receive(Envelope envelope, CancellationToken cancellation)
    {
        using var activity = Telemetry.Source.StartActivity(
            $"{database.Service} {envelope.Type}", ActivityKind.Consumer, envelope.TraceParent);
        activity?.SetTag("messaging.message.id", envelope.MessageId);
        activity?.SetTag("messaging.source", envelope.Source);
        try
        {
            await database.Run(async work =>
            {
                if (await work.Execute(Enter, new { envelope.MessageId, ReceivedAt = work.Now }) == 1) await Handle(envelope, work);
            }, cancellation);
            return Delivery.Done;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            return await Failed(envelope, exception, cancellation);
        }
    }

    /// <summary>Runs this service's handlers of a message in a transaction that is open.</summary>
    internal async Task Handle(Envelope envelope, UnitOfWork work)
    {
        var (subscription, message) = Read(envelope);
        await subscription.Handle(message, work, services);
        await work.Execute(Forget, new { envelope.MessageId });
    }

    private (Subscription Subscription, IMessage Message) Read(Envelope envelope)
    {
        var subscription = subscriptions.Find(envelope.Type)
            ?? throw new JsonException($"{database.Service} has no handler for {envelope.Type}.");
        var message = JsonSerializer.Deserialize(envelope.Body, subscription.MessageType, MessageJson.Options)
            ?? throw new JsonException($"The body of {envelope.Type} is null.");
        return (subscription, (IMessage)message);
    }

    private async Task<Delivery> Failed(Envelope envelope, Exception exception, CancellationToken cancellation)
    {
        if (database.Dialect.IsTransient(exception) || !await database.IsReady(cancellation)) return Delivery.Later;
        var limit = exception switch
        {
            JsonException => 1,
            MessageTooEarlyException => MaxWaits,
            _ => MaxFailures,
        };
        if (exception is not MessageTooEarlyException)
            logger.LogError(exception, "{Service} failed on {Type} {MessageId}", database.Service, envelope.Type, envelope.MessageId);
        return await database.Run(async work =>
        {
            if (await work.QueryFirst<Guid?>(IsKnown, new { envelope.MessageId }) is not null) return Delivery.Done;
            var failure = new { envelope.MessageId, Attempts = 1, LastError = exception.Message };
            if (await work.Execute(CountFailure, failure) == 0) await work.Execute(AddFailure, failure);
            var attempts = await work.QueryFirst<int>(Failures, failure);
            if (attempts < limit) return Delivery.Later;
            await ParkedMessages.Park(work, envelope, attempts, exception.Message);
            await work.Execute(Enter, new { envelope.MessageId, ReceivedAt = work.Now });
            logger.LogError("{Service} parked {Type} {MessageId}: {Reason}",
                database.Service, envelope.Type, envelope.MessageId, exception.Message);
            return Delivery.Done;
        }, cancellation);
    }
}

/// <summary>Thrown by a handler whose message needs an earlier one that has not come yet. It is delivered again; that is not a failure.</summary>
public sealed class MessageTooEarlyException(string waitsFor) : Exception($"Waits for {waitsFor}.");
