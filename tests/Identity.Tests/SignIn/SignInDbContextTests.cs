using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupplyFinance.Platform.Data;

namespace SupplyFinance.Identity.Tests;

public sealed partial class SignInDbContextTests(SharedHost shared)
{
    private static readonly Sql Columns = Sql.Of("""
        select m.name as "table", c.name as name, c."notnull" as required, c.pk as "key"
        from sqlite_master m join pragma_table_info(m.name) c
        where m.type = 'table' and (m.name like 'openiddict_%' or m.name like 'sign_in_%')
        """);

    [Fact]
    public async Task The_migrations_make_the_very_tables_that_the_libraries_expect()
    {
        using var scope = shared.Host.Services.CreateScope();
        var script = scope.ServiceProvider.GetRequiredService<SignInDbContext>().Database.GenerateCreateScript();
        var expected = Tables().Matches(script)
            .SelectMany(table => ColumnLines().Matches(table.Groups["columns"].Value)
                .Select(column =>
                    (table.Groups["name"].Value, column.Groups["name"].Value,
                        column.Value.Contains("NOT NULL", StringComparison.Ordinal))))
            .Order().ToList();
        var made = (await shared.Host.Database.Read(work => work.Query<Column>(Columns)))
            .Select(column => (column.Table, column.Name, column.Required == 1 || column.Key > 0)).Order().ToList();

        Assert.Equal(8, expected.Select(column => column.Item1).Distinct().Count());
        Assert.Equal(expected, made);
    }

    [GeneratedRegex("""CREATE TABLE "(?<name>\w+)" \((?<columns>.*?)\n\);""", RegexOptions.Singleline)]
    private static partial Regex Tables();

    [GeneratedRegex("""^    "(?<name>\w+)" .*$""", RegexOptions.Multiline)]
    private static partial Regex ColumnLines();

    private sealed class Column
    {
        public string Table { get; init; } = "";
        public string Name { get; init; } = "";
        public long Required { get; init; }
        public long Key { get; init; }
    }
}
