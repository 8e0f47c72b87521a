using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Messaging;

namespace SupplyFinance.Platform.Hosting;

/// <summary>Live: the process answers. Ready: its own database answers. Parked messages, or a broker that takes none, make it degraded, not
/// unready, because the outbox goes on taking work; so does full storage, because what is there can still be read.</summary>
internal static class Health
{
    /// <summary>The tag of checks that say whether the service can work.</summary>
    public const string Ready = "ready";

    public static void AddHealth(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<DatabaseCheck>("database", tags: [Ready])
        .AddCheck<StorageCheck>("storage", tags: [Ready])
        .AddCheck<ParkedCheck>("parked-messages", tags: [Ready]);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false })
            .AllowAnyone("probes carry no token", opensWork: false);
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains(Ready),
            ResponseWriter = (context, report) => context.Response.WriteAsJsonAsync(new
            {
                Status = report.Status.ToString(),
                Checks = report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Description ?? entry.Value.Status.ToString()),
            }),
        }).AllowAnyone("probes carry no token", opensWork: false);
    }

    private sealed class DatabaseCheck(Database database) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
            await database.IsReady(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The database does not answer.");
    }

    private sealed class StorageCheck(Database database) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
            !await database.IsReady(cancellationToken) ? HealthCheckResult.Unhealthy("The database does not answer.")
            : await database.HasRoom(cancellationToken) ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded("Storage is full: changes are refused until somebody makes room; reading goes on.");
    }

    private sealed class ParkedCheck(Database database) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
        {
            if (!await database.IsReady(cancellationToken)) return HealthCheckResult.Unhealthy("The database does not answer.");
            var parked = await database.Read(work => work.QueryFirst<long>(ParkedMessages.Count), cancellationToken);
            var deferred = await database.Read(work => work.QueryFirst<long>(DeferredMessages.Count), cancellationToken);
            // To wait for an earlier message is nothing out of the ordinary; what waits too long is parked.
            var waiting = deferred == 0 ? "" : $" {deferred} wait to be tried again.";
            return (parked, deferred) switch
            {
                (0, 0) => HealthCheckResult.Healthy(),
                (0, _) => HealthCheckResult.Healthy(waiting.Trim()),
                _ => HealthCheckResult.Degraded($"{parked} messages are parked.{waiting}"),
            };
        }
    }
}
