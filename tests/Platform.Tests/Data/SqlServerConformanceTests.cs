using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Testing;

namespace SupplyFinance.Platform.Tests.Data;

public sealed class SqlServerConformanceTests : DatabaseConformance
{
    private string? _connection;

    protected override async Task<Database> Open(string service, Clocks clocks)
    {
        Assert.SkipWhen(TestDatabase.SqlServer is null, $"{TestDatabase.SqlServerVariable} names no SQL Server to test on.");
        _connection = await TestDatabase.OnSqlServer($"t{Guid.NewGuid():N}");
        return new Database(new SqlServerDialect(), _connection, service, clocks);
    }

    protected override async ValueTask Remove()
    {
        if (_connection is not null) await TestDatabase.DropOnSqlServer(_connection);
    }
}
