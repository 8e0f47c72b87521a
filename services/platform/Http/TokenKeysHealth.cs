using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SupplyFinance.Platform.Http;

/// <summary>Whether tokens can be checked. Without the issuer's keys a process is degraded, not dead: it answers what needs no token, and
/// tries for the keys again.</summary>
public static class TokenKeysHealth
{
    /// <summary>Adds the check under the name <c>token-keys</c>; needs <see cref="BearerTokens.AddBearerTokens"/>.</summary>
    public static IHealthChecksBuilder AddTokenKeys(this IHealthChecksBuilder checks) => checks.AddCheck<Check>("token-keys");

    private sealed class Check(SigningKeys keys) : IHealthCheck
    {
        /// <summary>A probe is often given one second; a slow issuer must not make it fail.</summary>
        private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(700);

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
        {
            try
            {
                // The fetch goes on when the probe no longer waits for it.
                if (!keys.AreKnown) await keys.GetConfigurationAsync(CancellationToken.None).WaitAsync(Patience, cancellationToken);
                return HealthCheckResult.Healthy("known");
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                return HealthCheckResult.Degraded("The issuer's keys are not known, so no token can be checked.");
            }
        }
    }
}
