using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Platform.Messaging;

/// <summary>Takes due messages out of one service's outbox: claims some with a lease, sends them with no transaction open, removes what is
/// safe with its receivers and postpones the rest. A relay that dies leaves a lease that runs out.</summary>
public sealed class Relay(Database database, ICarrier carrier, ILogger<Relay> logger) : BackgroundService
{
    /// <summary>How long a claim holds: longer than any send that is not lost.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    /// <summary>Messages claimed at a time: few enough that they are sent well within their lease.</summary>
    public const int BatchSize = 32;

    /// <summary>The longest that a message waits between two attempts, so that flows end soon after a fault has.</summary>
    public static readonly TimeSpan MaxBackOff = TimeSpan.FromSeconds(15);

    /// <summary>The longest idle look: what a missed signal or an expired lease can cost.</summary>
    private static readonly TimeSpan IdleLook = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan FirstBackOff = TimeSpan.FromMilliseconds(20);

    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>The delay before attempt n + 1.</summary>
    public static TimeSpan BackOff(int attempts) =>
        attempts >= 10 ? MaxBackOff : TimeSpan.FromTicks(Math.Min(MaxBackOff.Ticks, FirstBackOff.Ticks << attempts));

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        database.OutboxFilled += Wake;
        database.Clocks.Moved += Wake;
        try
        {
            // No other process has this file open, so a lease that is still there is of a process that died.
            if (database.Dialect.IsEmbedded) await database.Run(Outbox.ExpireLeases, stoppingToken);
            while (!stoppingToken.IsCancellationRequested)
            {
                if (!await TrySendBatch(stoppingToken)) await _wake.WaitAsync(IdleLook, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
        }
        finally
        {
            database.OutboxFilled -= Wake;
            database.Clocks.Moved -= Wake;
        }
    }

    private async Task<bool> TrySendBatch(CancellationToken stopping)
    {
        try
        {
            return await SendBatch(stopping);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The database or the carrier is away; what was claimed comes back when its lease runs out.
            logger.LogWarning(exception, "{Service} could not relay its outbox and tries again", database.Service);
            await Task.Delay(IdleLook, stopping);
            return true;
        }
    }

    private async Task<bool> SendBatch(CancellationToken stopping)
    {
        if (carrier.IsAway) return false;
        var due = await database.Read(Outbox.Waiting, stopping);
        if (due == 0) return false;
        var rows = await database.Run(work => Outbox.Claim(work, BatchSize, Lease), stopping);
        if (rows.Count == 0) return false;
        var outcomes = new Delivery[rows.Count];
        var concurrency = new ParallelOptions { MaxDegreeOfParallelism = carrier.Concurrency, CancellationToken = stopping };
        await Parallel.ForAsync(0, rows.Count, concurrency, async (i, cancellation) =>
        {
            var row = rows[i];
            outcomes[i] = await carrier.Send(
                new Envelope(row.Id, row.Type, row.Body, database.Service, row.TraceParent, row.SentAt), cancellation);
        });

        // A crash before this only sends again, under the same ids; inboxes know them.
        await database.Run(async work =>
        {
            foreach (var (row, outcome) in rows.Zip(outcomes))
            {
                if (outcome == Delivery.Done) await Outbox.Done(work, row);
                else await Outbox.Again(work, row, work.Now + BackOff(row.Attempts));
            }
        }, CancellationToken.None);
        return true;
    }

    private void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }
}
