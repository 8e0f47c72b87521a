using SupplyFinance.Identity.Tests;
using SupplyFinance.Testing;

[assembly: AssemblyFixture(typeof(SharedHost))]

namespace SupplyFinance.Identity.Tests;

/// <summary>One demonstration host for the tests that leave each other's organisations alone.</summary>
public sealed class SharedHost : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private IdentityHost? _host;

    public IdentityHost Host => _host ?? throw new InvalidOperationException("Not started.");

    public string Folder => _folder.Path;

    public async ValueTask InitializeAsync() => _host = await IdentityHost.Start(_folder.Path);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _folder.Dispose();
    }
}
