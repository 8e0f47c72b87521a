using System.Security.Claims;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;

namespace SupplyFinance.Identity.Tests;

/// <summary>Holds what the libraries' model would create against what the migrations do create, for each database.</summary>
public sealed partial class SignInDbContextTests(SharedHost shared)
{
    private sealed record Column(string Table, string Name, bool IsRequired, string Kind);

    public static TheoryData<string> Providers => ["sqlite", "postgresql", "sqlserver"];

    [Theory]
    [MemberData(nameof(Providers))]
    public void The_migrations_make_the_very_tables_that_the_libraries_expect(string provider)
    {
        var (script, migration) = Texts(provider);
        var expected = Columns(script);
        Assert.Equal(8, expected.Select(column => column.Table).Distinct().Count());
        Assert.Equal(expected, Columns(migration).Where(column => column.Table != "used_assertion"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void What_the_libraries_hold_unique_is_unique(string provider)
    {
        var (script, migration) = Texts(provider);
        var expected = UniqueKeys(script);
        Assert.Equal(4, expected.Count);
        Assert.Equal(expected, UniqueKeys(migration));
    }

    [Fact]
    public async Task A_claim_and_its_number_are_kept_and_read_back()
    {
        await using var scope = shared.Host.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<IdentityUser>>();
        var account = new IdentityUser($"claims-{Guid.NewGuid():N}@example.org");
        Assert.True((await accounts.CreateAsync(account)).Succeeded);
        await accounts.AddClaimAsync(account, new Claim("form", "kept"));
        Assert.Equal("kept", Assert.Single(await accounts.GetClaimsAsync(account)).Value);
        await accounts.DeleteAsync(account);
    }

    // The script needs no server: nothing is opened.
    private static (string Script, string Migration) Texts(string provider)
    {
        Dialect dialect = provider switch
        {
            "sqlite" => new SqliteDialect(),
            "postgresql" => new PostgreSqlDialect(),
            _ => new SqlServerDialect(),
        };
        var options = new DbContextOptionsBuilder<SignInDbContext>();
        SignInDbContext.Use(
            options, new Database(dialect, "", "identity", new Clocks(TimeProvider.System, TimeZoneInfo.Utc)));
        using var context = new SignInDbContext(options.Options);
        var migration = Migrator.Of(typeof(SignInDbContext).Assembly, dialect).Single(x => x.Name == "identity/0002_sign_in");
        return (context.Database.GenerateCreateScript(), migration.Text);
    }

    private static List<Column> Columns(string sql) =>
    [
        .. Tables().Matches(sql).SelectMany(table => ColumnLines().Matches(table.Groups["columns"].Value)
            .Select(column => new Column(
                table.Groups["name"].Value, column.Groups["name"].Value, IsRequired(column.Value),
                Kind(column.Groups["type"].Value.ToLowerInvariant()))))
            .OrderBy(x => (x.Table, x.Name)),
    ];

    private static List<string> UniqueKeys(string sql) =>
    [
        .. UniqueIndexes().Matches(sql)
            .Select(x => $"{x.Groups["table"].Value} ({QuoteMarks().Replace(x.Groups["columns"].Value, "")})")
            .Order(StringComparer.Ordinal),
    ];

    private static bool IsRequired(string line) =>
        line.Contains("not null", StringComparison.OrdinalIgnoreCase)
        || line.Contains("primary key", StringComparison.OrdinalIgnoreCase)
        || line.Contains("generated", StringComparison.OrdinalIgnoreCase);

    private static string Kind(string type) => type switch
    {
        "text" or "character" or "varchar" or "nvarchar" => "text",
        "integer" or "int" => "int",
        "boolean" or "bit" => "bool",
        "timestamp" or "timestamptz" or "datetimeoffset" => "instant",
        _ => type,
    };

    [GeneratedRegex("""create table ["\[]?(?<name>\w+)["\]]? \((?<columns>.*?)\n\);""",
        RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Tables();

    [GeneratedRegex("""^    (?!constraint|primary)["\[]?(?<name>\w+)["\]]? (?<type>\w+).*$""",
        RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex ColumnLines();

    [GeneratedRegex("""create unique index \S+ on ["\[]?(?<table>\w+)["\]]? \((?<columns>[^)]+)\)""",
        RegexOptions.IgnoreCase)]
    private static partial Regex UniqueIndexes();

    [GeneratedRegex("""["\[\]]""")]
    private static partial Regex QuoteMarks();
}
