using System.Data;
using System.Data.Common;
using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Testing;

namespace SupplyFinance.Platform.Tests.Http;

/// <summary>What a service answers when its database is full, and when it is away.</summary>
public sealed class OutagesTests
{
    /// <summary>Far more than fit into the pages that a small database has.</summary>
    private const int ManyCommands = 500;

    private readonly TestPerson _maker = TestOrganisation.Supplier().Maker();

    [Fact]
    public async Task A_full_database_refuses_by_name_keeps_nothing_and_is_read_on()
    {
        var sqlite = new BoundedSqlite();
        await using var service = await Start(sqlite);
        var maker = await service.As(_maker);
        var first = await Add(maker, Guid.CreateVersion7()).Json(HttpStatusCode.Created);

        sqlite.GrowsNoMore = true;
        var refused = await FirstRefusal(maker);
        Assert.Equal(HttpStatusCode.InsufficientStorage, refused.Response.StatusCode);
        Assert.Equal("storage-full", await Task.FromResult(refused.Response).Problem(HttpStatusCode.InsufficientStorage));
        Assert.NotNull(refused.Response.Headers.RetryAfter);

        Assert.Equal("not-found", await maker.GetAsync($"/api/samples/{refused.Id}").Problem(HttpStatusCode.NotFound));
        Assert.Equal(first.GetProperty("id").GetGuid(),
            (await maker.GetAsync($"/api/samples/{first.GetProperty("id").GetGuid()}").Json()).GetProperty("id").GetGuid());

        var health = await service.Anonymous().GetAsync("/health/ready").Json();
        Assert.Equal("Degraded", health.GetProperty("status").GetString());
        Assert.StartsWith("Storage is full", health.GetProperty("checks").GetProperty("storage").GetString(), StringComparison.Ordinal);

        sqlite.GrowsNoMore = false;
        await Add(maker, refused.Id).Json(HttpStatusCode.Created);
        Assert.Single(await service.Sent<PaymentSettled>(), settled => settled.PaymentId == refused.Id);
        Assert.Equal("Healthy", (await service.Anonymous().GetAsync("/health/ready").Json()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_database_that_is_away_is_named_and_the_same_request_succeeds_when_it_is_back()
    {
        await using var server = await PostgreSqlServer.Start();
        var connection = await server.NewDatabase();
        using var folder = new TemporaryFolder();
        await using var service = await ServiceUnderTest.Start(SampleService.Definition, folder.Path, settings =>
        {
            settings.DatabaseProvider = "postgresql";
            settings.ConnectionString = connection;
        });
        var maker = await service.As(_maker);
        var id = Guid.CreateVersion7();

        await server.Kill();
        using var away = await Add(maker, id);
        Assert.NotNull(away.Headers.RetryAfter);
        Assert.Equal("database-unavailable", await Task.FromResult(away).Problem(HttpStatusCode.ServiceUnavailable));
        Assert.Equal("database-unavailable", await maker.GetAsync("/api/samples").Problem(HttpStatusCode.ServiceUnavailable));
        var health = await service.Anonymous().GetAsync("/health/ready").Json(HttpStatusCode.ServiceUnavailable);
        Assert.Equal("The database does not answer.", health.GetProperty("checks").GetProperty("database").GetString());

        await server.Restart();
        await Add(maker, id).Json(HttpStatusCode.Created);
    }

    private static Task<ServiceUnderTest> Start(Dialect dialect) => ServiceUnderTest.Start(
        SampleService.Definition,
        settings: settings => settings.DatabaseProvider = "sqlite",
        configure: builder => builder.Services.AddSingleton(provider => new Database(
            dialect,
            $"Data Source={provider.GetRequiredService<ServiceSettings>().DataFolder}/sample.db",
            SampleService.Definition.Name,
            provider.GetRequiredService<Clocks>())));

    private static Task<HttpResponseMessage> Add(HttpClient maker, Guid id) =>
        maker.Post("/api/samples", new { id, amount = new { amount = "10.00", currency = "CNY" } }, $"add {id}".Replace(' ', '-'));

    /// <summary>Gives commands until the last free page is used.</summary>
    private static async Task<(Guid Id, HttpResponseMessage Response)> FirstRefusal(HttpClient maker)
    {
        for (var command = 0; command < ManyCommands; command++)
        {
            var id = Guid.CreateVersion7();
            var response = await Add(maker, id);
            if (response.StatusCode != HttpStatusCode.Created) return (id, response);
            response.Dispose();
        }

        throw new InvalidOperationException("The database took everything.");
    }

    /// <summary>A database file that can be told to grow no more, as on a full disk.</summary>
    private sealed class BoundedSqlite : SqliteDialect
    {
        /// <summary>SQLite's own bound where nothing is set.</summary>
        private const uint Unbounded = 0xFFFFFFFE;

        public bool GrowsNoMore { get; set; }

        public override DbConnection Connect(string connectionString)
        {
            var connection = new SqliteConnection(connectionString);
            connection.StateChange += (_, change) =>
            {
                if (change.CurrentState != ConnectionState.Open) return;
                using var bound = connection.CreateCommand();
                // Never less than the file has already.
                bound.CommandText = $"pragma max_page_count = {(GrowsNoMore ? 1 : Unbounded)}";
                bound.ExecuteNonQuery();
            };
            return connection;
        }
    }
}
