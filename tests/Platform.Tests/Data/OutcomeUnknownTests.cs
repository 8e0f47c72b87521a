using System.Net;
using Npgsql;
using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Messaging;
using SupplyFinance.Testing;

namespace SupplyFinance.Platform.Tests.Data;

/// <summary>A database that goes away in the middle, at the end, and between a commit and its answer.</summary>
public sealed class OutcomeUnknownTests : IAsyncLifetime
{
    private static readonly Sql Put = Sql.Insert("versioned", "id, version, words");
    private static readonly Sql Count = Sql.Of("select count(*) from versioned where id = @id");

    // The whole statement: "read committed" begins every transaction.
    private static readonly Predicate<byte[]> Commit = TcpProxy.Containing("COMMIT\0");

    private readonly TestOrganisation _supplier = TestOrganisation.Supplier();
    private readonly Guid _id = Guid.CreateVersion7();
    private PostgreSqlServer _server = null!;
    private TcpProxy _proxy = null!;
    private string _connection = "";

    public async ValueTask InitializeAsync()
    {
        _server = await PostgreSqlServer.OfThisProcess;
        _proxy = TcpProxy.To(_server.Port);
        _connection = new NpgsqlConnectionStringBuilder(await _server.NewDatabase()) { Port = _proxy.Port }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _server.Drop(_connection);
    }

    private async Task<Database> Open()
    {
        var database = new Database(new PostgreSqlDialect(), _connection, "x", new Clocks(TimeProvider.System, TimeZoneInfo.Utc));
        await Migrator.Migrate(database, [typeof(Database).Assembly, typeof(OutcomeUnknownTests).Assembly]);
        return database;
    }

    private Task<ServiceUnderTest> Start() => ServiceUnderTest.Start(SampleService.Definition, settings: settings =>
        (settings.DatabaseProvider, settings.ConnectionString) = ("postgresql", _connection));

    private object Body => new { id = _id, amount = new { amount = "10.00", currency = "CNY" } };

    private Task<long> Rows(Database database) => database.Read(work => work.QueryFirst<long>(Count, new { id = _id }));

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task A_commit_without_an_answer_is_reported_and_never_run_again(bool reachesServer, int kept)
    {
        var database = await Open();
        var cut = reachesServer
            ? _proxy.LoseAnswerTo(Commit)
            : _proxy.LoseRequest(Commit);
        var runs = 0;
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => database.Run(work =>
        {
            runs++;
            return work.Execute(Put, new { id = _id, Version = 1L, Words = "x" });
        }));
        await cut.WaitAsync(Wait.Longest);
        Assert.Equal((1, kept), (runs, await Rows(database)));
        database.Close();
    }

    [Fact]
    public async Task A_connection_lost_before_the_commit_runs_the_work_again_and_its_effect_is_there_once()
    {
        var database = await Open();
        var cut = _proxy.LoseAnswerTo(TcpProxy.Containing("insert into versioned"));
        await database.Run(work => work.Execute(Put, new { id = _id, Version = 1L, Words = "x" }));
        Assert.True(cut.IsCompleted);
        Assert.Equal(1, await Rows(database));
        database.Close();
    }

    [Fact]
    public async Task A_command_whose_commit_was_not_answered_says_so_and_its_key_finds_the_answer()
    {
        await using var service = await Start();
        var maker = await service.As(_supplier.Maker());
        await service.Drained();
        var cut = _proxy.LoseAnswerTo(Commit);
        using var first = await maker.Post("/api/samples", Body, "k");
        Assert.Equal(("1", HttpStatusCode.ServiceUnavailable), (first.Headers.RetryAfter?.ToString(), first.StatusCode));
        Assert.Equal("outcome-unknown", await Task.FromResult(first).Problem(HttpStatusCode.ServiceUnavailable));
        await cut.WaitAsync(Wait.Longest);

        await maker.Post("/api/samples", Body, "k").Json(HttpStatusCode.Created);
        Assert.Single(await service.Sent<PaymentSettled>());
    }

    [Fact]
    public async Task A_database_that_is_away_is_503_and_the_service_is_well_when_it_is_back()
    {
        await using var service = await Start();
        var maker = await service.As(_supplier.Maker());
        _proxy.IsAway = true;
        _proxy.CutAll();
        Assert.Equal("database-unavailable", await maker.Post("/api/samples", Body, "k").Problem(HttpStatusCode.ServiceUnavailable));
        _proxy.IsAway = false;
        await maker.Post("/api/samples", Body, "k").Json(HttpStatusCode.Created);
        Assert.Single(await service.Sent<PaymentSettled>());
    }

    [Fact]
    public async Task A_message_whose_commit_was_not_answered_is_delivered_again_and_handled_once()
    {
        await using var service = await Start();
        var maker = await service.As(_supplier.Maker());
        await maker.Post("/api/samples", Body).Json(HttpStatusCode.Created);
        await service.Drained();
        var message = new PaymentSettled(_id, _id, "CNY", 100, new DateOnly(2026, 3, 2), "r");
        var envelope = new Envelope(
            Guid.CreateVersion7(), nameof(PaymentSettled), MessageJson.Write(message), "bank-settlement", null, service.Clocks.Now);
        var cut = _proxy.LoseAnswerTo(Commit);
        Assert.Equal(Delivery.Later, await service.Receive(envelope));
        await cut.WaitAsync(Wait.Longest);
        Assert.Equal(Delivery.Done, await service.Receive(envelope));
        Assert.Equal(1, (await maker.GetAsync($"/api/samples/{_id}").Json()).GetProperty("seen").GetInt32());
    }
}
