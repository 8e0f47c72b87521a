using System.Net;
using SupplyFinance.Contracts;
using SupplyFinance.Platform.Messaging;
using SupplyFinance.Testing;

namespace SupplyFinance.Platform.Tests.Http;

/// <summary>Two processes of one service on one PostgreSQL database: neither knows what the other is doing, the database does.</summary>
public sealed class TwoProcessesTests : IAsyncLifetime
{
    private readonly TestOrganisation _supplier = TestOrganisation.Supplier();
    private PostgreSqlServer _server = null!;
    private string _connection = "";
    private ServiceUnderTest[] _processes = [];

    public async ValueTask InitializeAsync()
    {
        _server = await PostgreSqlServer.OfThisProcess;
        _connection = await _server.NewDatabase();
        _processes = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => ServiceUnderTest.Start(
            SampleService.Definition, settings: settings =>
                (settings.DatabaseProvider, settings.ConnectionString) = ("postgresql", _connection))));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes) await process.DisposeAsync();
        await _server.Drop(_connection);
    }

    private static object Body(Guid id) => new { id, amount = new { amount = "10.00", currency = "CNY" } };

    private async Task<int> Sent(Guid id) =>
        (await _processes[0].Sent<PaymentSettled>()).Concat(await _processes[1].Sent<PaymentSettled>()).Count(x => x.PaymentId == id);

    [Fact]
    public async Task One_key_at_both_at_the_same_time_is_carried_out_once_and_both_give_its_answer()
    {
        var person = _supplier.Maker();
        var makers = await Task.WhenAll(_processes.Select(x => x.As(person)));
        for (var round = 0; round < 15; round++)
        {
            var id = Guid.CreateVersion7();
            var answers = await Task.WhenAll(makers.Select(x => x.Post("/api/samples", Body(id), $"key-{round}").Json(HttpStatusCode.Created)));
            Assert.Equal(answers[0].GetRawText(), answers[1].GetRawText());
            Assert.Equal(1, await Sent(id));
        }
    }

    [Fact]
    public async Task One_message_at_both_at_the_same_time_is_handled_once()
    {
        var person = _supplier.Maker();
        var maker = await _processes[0].As(person);
        var id = Guid.CreateVersion7();
        await maker.Post("/api/samples", Body(id)).Json(HttpStatusCode.Created);
        for (var round = 1; round <= 15; round++)
        {
            var envelope = new Envelope(Guid.CreateVersion7(), nameof(PaymentSettled),
                MessageJson.Write(new PaymentSettled(id, id, "CNY", 100, new DateOnly(2026, 3, 2), "r")), "x", null, _processes[0].Clocks.Now);
            var deliveries = await Task.WhenAll(_processes.Select(x => x.Receive(envelope)));
            Assert.All(deliveries, x => Assert.Equal(Delivery.Done, x));
            Assert.Equal(round, (await maker.GetAsync($"/api/samples/{id}").Json()).GetProperty("seen").GetInt32());
        }
    }

    [Fact]
    public async Task What_one_leaves_in_the_outbox_is_sent_once_by_either()
    {
        var maker = await _processes[0].As(_supplier.Maker());
        var ids = Enumerable.Range(0, 40).Select(_ => Guid.CreateVersion7()).ToList();
        await Task.WhenAll(ids.Select(id => maker.Post("/api/samples", Body(id)).Json(HttpStatusCode.Created)));
        foreach (var id in ids) Assert.Equal(1, await Sent(id));
    }
}
