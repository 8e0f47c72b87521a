using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;

namespace SupplyFinance.Platform.Hosting;

/// <summary>Forgets what only saved work: old inbox rows and old answers. Business keys in the database stay for ever.</summary>
internal sealed class Housekeeping(Database database, ILogger<Housekeeping> logger) : BackgroundService
{
    /// <summary>Longer than any message can still be under way.</summary>
    private static readonly TimeSpan InboxKept = TimeSpan.FromDays(30);

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private static readonly Sql PurgeInbox = Sql.Of("delete from inbox where received_at < @before");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await Tidy(stoppingToken);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task Tidy(CancellationToken stopping)
    {
        try
        {
            await database.Run(async work =>
            {
                await work.Execute(PurgeInbox, new { Before = work.Now - InboxKept });
                await Idempotency.Forget(work);
            }, stopping);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.LogWarning(exception, "{Service} could not tidy up and tries again in an hour", database.Service);
        }
    }
}
