using OpenIddict.Abstractions;

namespace SupplyFinance.Identity;

/// <summary>Removes tokens and authorizations that can no longer be used or misused, so that their tables stay as small
/// as the day's work.</summary>
public sealed class PruneTokens(IServiceScopeFactory scopes, TimeProvider time, ILogger<PruneTokens> log)
    : BackgroundService
{
    /// <summary>A used code must be known as used while it could be replayed; a day is far beyond any token's
    /// life.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Rows gather slowly; hourly keeps each sweep short.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var until = time.GetUtcNow() - Kept;
                await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>()
                    .PruneAsync(until, stoppingToken);
                await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>()
                    .PruneAsync(until, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogError(failure, "Old tokens were not pruned; the next hour tries again.");
            }
        }
    }
}
