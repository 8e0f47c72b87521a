using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Platform.Messaging;

/// <summary>Tries deferred messages again with the relay's back-off, until the inbox has taken or parked them. Several processes of one service
/// share the work: each claims some with a lease.</summary>
public sealed class DeferredDeliveries(Database database, Inbox inbox, ILogger<DeferredDeliveries> logger) : BackgroundService
{
    /// <summary>Messages claimed at a time: few enough that they are handled well within their lease.</summary>
    private const int BatchSize = 32;

    /// <summary>The longest idle look: what a process that died with a lease can cost.</summary>
    private static readonly TimeSpan IdleLook = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>Keeps a message that was not taken, in a transaction of its own.</summary>
    internal async Task Keep(Envelope envelope, CancellationToken cancellation)
    {
        await database.Run(work => DeferredMessages.Keep(work, envelope), cancellation);
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true) await _wake.WaitAsync(await TryBatch(stoppingToken), stoppingToken);
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <summary>Tries what is due; returns how long nothing will be.</summary>
    private async Task<TimeSpan> TryBatch(CancellationToken stopping)
    {
        try
        {
            if (await database.Read(DeferredMessages.NextDue, stopping) is not { } next) return IdleLook;
            var wait = next - database.Clocks.Now;
            if (wait > TimeSpan.Zero) return wait < IdleLook ? wait : IdleLook;
            foreach (var row in await database.Run(work => DeferredMessages.Claim(work, BatchSize, Relay.Lease), stopping))
            {
                var outcome = await inbox.Receive(row.Envelope, stopping);
                await database.Run(
                    work => outcome == Delivery.Done ? DeferredMessages.Done(work, row) : DeferredMessages.Again(work, row),
                    CancellationToken.None);
            }

            return TimeSpan.Zero;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The database is away; what was claimed comes back when its lease runs out.
            logger.LogWarning(exception, "{Service} could not try its deferred messages and does so later", database.Service);
            return IdleLook;
        }
    }
}
