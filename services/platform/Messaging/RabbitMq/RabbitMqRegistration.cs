using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Platform.Messaging;

/// <summary>Registers the carrier over a broker.</summary>
public static class RabbitMqRegistration
{
    /// <summary>Carries this service's messages over the broker that its settings name. It connects when the service has started, for as long
    /// as it takes; until then and whenever the broker is away the service is degraded and its messages wait in the outbox. A host that
    /// registers a <see cref="Topology"/> has that declared instead of the contracts'.</summary>
    public static IServiceCollection AddRabbitMqCarrier(this IServiceCollection services)
    {
        services.TryAddSingleton(Topology.OfContracts);
        services.AddSingleton<DeferredDeliveries>();
        services.AddSingleton<RabbitMqCarrier>();
        services.AddSingleton<ICarrier>(provider => provider.GetRequiredService<RabbitMqCarrier>());
        services.AddHostedService(provider => provider.GetRequiredService<DeferredDeliveries>());
        services.AddHostedService(provider => provider.GetRequiredService<RabbitMqCarrier>());
        services.AddHealthChecks().AddCheck<BrokerCheck>("broker", tags: [Health.Ready]);
        // The carrier says in one sentence what the library would say in many, at each attempt.
        services.AddLogging(logging => logging.AddFilter(nameof(MassTransit), LogLevel.Error));
        return services;
    }

    private sealed class BrokerCheck(RabbitMqCarrier carrier) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
            Task.FromResult(carrier.Obstacle is { } obstacle ? HealthCheckResult.Degraded(obstacle) : HealthCheckResult.Healthy());
    }
}
