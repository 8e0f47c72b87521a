using SupplyFinance.Standalone;
using SupplyFinance.Testing;

namespace SupplyFinance.EndToEnd.Tests.ManyProcesses;

/// <summary>The platform of this repository, as processes.</summary>
internal static class Platforms
{
    /// <summary>The day the sample was issued.</summary>
    private static readonly DateOnly Start = new(2026, 3, 2);

    public static Task<PlatformProcesses> Prepare() => PlatformProcesses.Prepare(EmbeddedPlatform.Services, AppContext.BaseDirectory, Start);
}
