using System.Reflection;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Standalone;
using SupplyFinance.Testing;

namespace SupplyFinance.Architecture.Tests;

public sealed class SqlTests
{
    private static readonly Assembly Platform = typeof(Database).Assembly;

    public static TheoryData<string> ServiceNames => new(EmbeddedPlatform.Services.Select(service => service.Name));

    [Theory]
    [MemberData(nameof(ServiceNames))]
    public async Task Every_text_resolves_against_the_migrated_schema(string name)
    {
        var service = EmbeddedPlatform.Services.Single(s => s.Name == name);
        using var folder = new TemporaryFolder();
        var database = new Database(
            new SqliteDialect(), $"Data Source={folder.Path}/x.db", name, new Clocks(TimeProvider.System, TimeZoneInfo.Utc));
        await Migrator.Migrate(database, [Platform, service.Assembly], TestContext.Current.CancellationToken);
        await using var connection = await database.Open(TestContext.Current.CancellationToken);
        var errors = new List<string>();
        foreach (var sql in SqlTexts.Of(Platform).Concat(SqlTexts.Of(service.Assembly)))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"explain {sql.In(database.Dialect)}";
            foreach (var parameter in sql.Parameters(database.Dialect))
            {
                var value = command.CreateParameter();
                (value.ParameterName, value.Value) = ("@" + parameter, DBNull.Value);
                command.Parameters.Add(value);
            }

            // Dapper writes a list parameter out as (…) when it runs.
            command.CommandText = System.Text.RegularExpressions.Regex.Replace(command.CommandText, @"\bin @(\w+)", "in (@$1)");
            try
            {
                await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            }
            catch (System.Data.Common.DbException exception)
            {
                errors.Add($"{sql.Origin}: {exception.Message}");
            }
        }

        database.Close();
        Assert.Empty(errors);
    }
}
