using SupplyFinance.Testing;

namespace SupplyFinance.Identity.Tests;

/// <summary>One host for the tests that leave each other's organisations alone; it takes a second to start.</summary>
public sealed class SharedHost : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private IdentityHost? _host;

    public IdentityHost Host => _host ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _host = await IdentityHost.Start(_folder.Path);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _folder.Dispose();
    }
}
