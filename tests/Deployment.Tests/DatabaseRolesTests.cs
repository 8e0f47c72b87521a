using Microsoft.SqlServer.TransactSql.ScriptDom;
using Npgsql;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Testing;

namespace SupplyFinance.Deployment.Tests;

public sealed class DatabaseRolesTests
{
    private const string Psql = "psql";

    [Fact]
    public async Task On_postgresql_each_service_gets_a_database_that_it_owns_and_that_no_other_enters()
    {
        using var made = new MadeSecrets("postgresql");
        await using var server = await PostgreSqlServer.Start(durable: false);
        Tool.Run(Psql, ["-q", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", $"{server.Port}", "-U", "postgres",
            "-f", Path.Combine(made.Folder, "database-roles.sql")]);
        await Can("identity", "identity", "create table mine (id int)");
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Can("invoice", "identity", "select 1"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);

        async Task Can(string role, string database, string sql)
        {
            var line = new NpgsqlConnectionStringBuilder(made.Files[$"{role}__ConnectionString"])
            {
                Host = "127.0.0.1", Port = server.Port, Database = database, Pooling = false,
            };
            await using var connection = new NpgsqlConnection(line.ConnectionString);
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void On_sql_server_the_roles_file_is_right_transact_sql_that_gives_each_service_a_login_of_its_own()
    {
        using var made = new MadeSecrets("sqlserver");
        using var text = new StringReader(made.Files["database-roles.sql"]);
        var script = (TSqlScript)new TSql160Parser(initialQuotedIdentifiers: true).Parse(text, out var errors);
        Assert.Empty(errors);
        var logins = new Logins();
        script.Accept(logins);
        Assert.Equal(
            Platform.Services.Where(service => !service.IsStandIn).Select(service => ServiceConfiguration.SectionOf(service.Name)).Order(),
            logins.Names.Order());
    }

    private sealed class Logins : TSqlFragmentVisitor
    {
        public List<string> Names { get; } = [];

        public override void Visit(CreateLoginStatement node) => Names.Add(node.Name.Value);
    }
}
