using System.Reflection;
using System.Text.RegularExpressions;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Tests;
using SupplyFinance.Standalone;

namespace SupplyFinance.Architecture.Tests;

public sealed partial class SqlServerTests
{
    /// <summary>The most bytes of a clustered key and of another index (SQL Server, maximum capacity specifications).</summary>
    private const int ClusteredKeyBytes = 900, IndexKeyBytes = 1700;

    private static readonly Assembly Platform = typeof(Database).Assembly;

    private static readonly Assembly Sample = typeof(SampleService).Assembly;

    public static TheoryData<string> Services => new(EmbeddedPlatform.Services.Select(service => service.Name).Append("sample"));

    private static Assembly AssemblyOf(string service) =>
        service == "sample" ? Sample : EmbeddedPlatform.Services.Single(x => x.Name == service).Assembly;

    private static IReadOnlyList<string> Check(string service, params string[] texts)
    {
        using var check = new SqlServerCheck(Platform, AssemblyOf(service));
        for (var i = 0; i < texts.Length; i++) check.Add($"text {i}", texts[i]);
        return check.Errors();
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_text_resolves_against_the_migrated_schema(string service)
    {
        using var check = new SqlServerCheck(Platform, AssemblyOf(service));
        foreach (var sql in SqlTexts.Of(Platform).Concat(SqlTexts.Of(AssemblyOf(service)))) check.Add(sql);
        Assert.Empty(check.Errors());
    }

    [Fact]
    public void No_text_escapes_the_check() => Assert.Empty(
        EmbeddedPlatform.Services.Select(x => x.Assembly).Append(Platform).Append(Sample).SelectMany(SqlTexts.Hidden));

    [Fact]
    public void Nothing_but_the_data_platform_sends_sql() => Assert.Empty(
        from source in Repository.Sources()
        where source.Path.StartsWith("services/", StringComparison.Ordinal)
        where !source.Path.StartsWith("services/platform/Data/", StringComparison.Ordinal)
        from line in source.Lines
        where SendsSql().IsMatch(line)
        select $"{source.Path}: {line.Trim()}");

    [Fact]
    public async Task The_texts_that_the_dialect_sends_by_itself_are_sound_too()
    {
        await using var connection = new RecordingConnection();
        var dialect = new SqlServerDialect();
        await dialect.Prepare(connection);
        await (await dialect.MigrationLock(connection, TestContext.Current.CancellationToken)).DisposeAsync();
        using var check = new SqlServerCheck(Platform);
        foreach (var (text, _) in connection.Sent) check.Add("the dialect", text);
        check.Add("the dialect", dialect.CreateTableIfAbsent("another", "id int not null primary key"));
        Assert.Equal(3, connection.Sent.Count);
        // The model has no system objects in it.
        Assert.DoesNotContain(check.Errors(), error => !SystemObject().IsMatch(error));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Keys_and_indexes_keep_to_their_limits(string service)
    {
        using var check = new SqlServerCheck(Platform, AssemblyOf(service));
        var errors =
            from table in check.Schema.Tables
            from key in table.Keys
            let columns = key.Columns.Select(name => table.Columns.Single(x => x.Name == name)).ToList()
            let bytes = columns.Any(x => x.Bytes is null) ? int.MaxValue : columns.Sum(x => x.Bytes!.Value)
            where bytes > (key.IsPrimary ? ClusteredKeyBytes : IndexKeyBytes)
            select $"{table.Name} ({string.Join(", ", key.Columns)}) may take {bytes} bytes";
        Assert.Empty(errors);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Text_compares_by_code_point(string service)
    {
        using var check = new SqlServerCheck(Platform, AssemblyOf(service));
        Assert.Empty(
            from table in check.Schema.Tables
            from column in table.Columns
            where column.Type.Contains("char", StringComparison.Ordinal) && column.Collation != "Latin1_General_100_BIN2"
            select $"{table.Name}.{column.Name} {column.Type} compares as '{column.Collation}'");
    }

    [Theory]
    [InlineData("select nothing from approval where id = @id", "nothing")]
    [InlineData("select id from approvals where id = @id", "approvals")]
    [InlineData("select id from approval where id = @id limit 1", "limit")]
    [InlineData("select id from approval where id = @id for update", "for")]
    [InlineData("insert into inbox (message_id, received_at) values (@messageId)", "2 columns, 1 values")]
    [InlineData("insert into inbox (message_id) values (@messageId)", "gives inbox no received_at")]
    [InlineData("insert into inbox (message_id, received_at) select message_id from inbox", "2 columns, 1 values")]
    [InlineData("select id from approval union select id, state from approval", "1 columns, 2 values")]
    [InlineData("select id from approval where state = true", "true")]
    [InlineData("select id from approval order by decided_at", "orders by decided_at")]
    [InlineData("select id from approval where id = @id and state = @id", "stands for")]
    [InlineData("select id from approval where @unknown is null", "@unknown")]
    [InlineData("select id from approval offset 0 rows fetch next @count rows only", "0")]
    public void A_wrong_text_is_found(string text, string said) =>
        Assert.Contains(Check("invoice", text), error =>
            error.StartsWith("text 0: ", StringComparison.Ordinal) && error.Contains(said, StringComparison.Ordinal));

    [Fact]
    public void A_parameter_that_is_not_declared_is_found()
    {
        using var check = new SqlServerCheck(Platform);
        check.Add("a batch", "declare @x int; set @x = @y");
        Assert.NotEmpty(check.Errors());
    }

    [GeneratedRegex(@"\bCommandText\b|\busing Dapper\b|\b(Sqlite|Npgsql|Sql)Command\(|\bExecuteSql|\bFromSql|\bSqlQuery")]
    private static partial Regex SendsSql();

    [GeneratedRegex(@"\[?sys\]?\.|sp_(get|release)applock", RegexOptions.IgnoreCase)]
    private static partial Regex SystemObject();
}
