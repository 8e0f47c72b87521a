using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Testing;

namespace SupplyFinance.Platform.Tests.Data;

public sealed class PostgreSqlConformanceTests : DatabaseConformance
{
    private PostgreSqlServer? _server;
    private string _connection = "";

    protected override async Task<Database> Open(string service, Clocks clocks)
    {
        _server = await PostgreSqlServer.OfThisProcess;
        _connection = await _server.NewDatabase();
        return new Database(new PostgreSqlDialect(), _connection, service, clocks);
    }

    protected override async ValueTask Remove()
    {
        if (_server is not null) await _server.Drop(_connection);
    }
}
