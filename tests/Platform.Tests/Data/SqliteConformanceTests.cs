using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Testing;

namespace SupplyFinance.Platform.Tests.Data;

public sealed class SqliteConformanceTests : DatabaseConformance
{
    private readonly TemporaryFolder _folder = new();
    private Database? _database;

    protected override Task<Database> Open(string service, Clocks clocks)
    {
        _database = new Database(new SqliteDialect(), $"Data Source={_folder.Path}/conformance.db", service, clocks);
        return Task.FromResult(_database);
    }

    protected override ValueTask Remove()
    {
        _database?.Close();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
