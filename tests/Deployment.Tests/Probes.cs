namespace SupplyFinance.Deployment.Tests;

/// <summary>The paths that a deployment may probe; <see cref="ProbeTests"/> asks the running services for them.</summary>
internal static class Probes
{
    public const string Live = "/health/live";
    public const string Ready = "/health/ready";

    public static readonly string[] Paths = [Live, Ready];
}
