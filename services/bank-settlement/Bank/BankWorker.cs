namespace SupplyFinance.BankSettlement;

/// <summary>Goes to the bank and back for as long as the service runs. Nothing in it is lost by a crash: what is due
/// stands in the database.</summary>
internal sealed class BankWorker(SubmitPayments submit, ReadNotifications read, ILogger<BankWorker> logger)
    : BackgroundService
{
    /// <summary>Between two rounds: short beside what a person notices, long beside what a round costs.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    // Two loops, so that a bank that is silent about one payment does not hold up what it says of others.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Loop(submit.Run, stoppingToken), Loop(read.Run, stoppingToken));

    private async Task Loop(Func<CancellationToken, Task<int>> round, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Pause);
        try
        {
            do
            {
                await Try(round, stopping);
            }
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task Try(Func<CancellationToken, Task<int>> round, CancellationToken stopping)
    {
        try
        {
            await round(stopping);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.LogError(exception, "A round to the bank failed and is repeated");
        }
    }
}
