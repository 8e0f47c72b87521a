using System.Diagnostics;
using System.Net;
using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Messaging;
using SupplyFinance.Testing;

namespace SupplyFinance.Platform.Tests.Messaging;

/// <summary>A node for tests that break it.</summary>
public sealed class BreakableNode : IAsyncLifetime
{
    public RabbitMqServer Server { get; private set; } = null!;

    public RabbitMqVirtualHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await RabbitMqServer.Start();
        Host = await Server.NewVirtualHost(TalkingServices.Topology);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

/// <summary>What becomes of requests and messages while the broker, or a receiver's database, is away.</summary>
public sealed class RabbitMqOutageTests : IClassFixture<BreakableNode>, IAsyncLifetime
{
    private readonly BreakableNode _node;
    private readonly TalkingServices _services;

    public RabbitMqOutageTests(BreakableNode node)
    {
        _node = node;
        _services = new TalkingServices((service, settings) =>
        {
            settings.Broker = _node.Host.SettingsOf(service);
            return null;
        });
    }

    public async ValueTask InitializeAsync()
    {
        // A test that failed half-way may have left it dead.
        if (!_node.Server.IsRunning) await _node.Server.Restart();
        await _node.Host.Clear();
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task A_service_that_starts_without_the_broker_listens_accepts_and_sends_when_the_broker_comes()
    {
        await _node.Server.Kill();
        await _services.StartAll();
        using var client = await _services.ClientOf("speaker");
        await Accepted(client, "early");
        await Degraded(client, "The broker cannot be reached; messages wait in the outbox.");
        // What waits is not tried over and over.
        Assert.Equal(0, await _services.DatabaseOf("speaker").Read(work => work.QueryFirst<long>(Attempts)));
        await _node.Server.Restart();
        await _services.HeardBy("listener", "early");
        await Recovered(client);
    }

    [Fact]
    public async Task A_broker_that_is_killed_while_messages_flow_loses_none_and_doubles_none()
    {
        const int batches = 40;
        await _services.StartAll();
        await _node.Server.Settle();
        for (var batch = 0; batch < batches; batch++)
        {
            var number = batch;
            await _services.Say(work =>
            {
                for (var i = 0; i < 25; i++) work.Publish(new StateRequested($"{number}-{i}", "test"));
            });
            if (batch == batches / 2)
            {
                await Wait.Until("some messages", () => _services.WordsOf("listener").Count > 50, TimeSpan.FromMinutes(1));
                await _node.Server.Kill();
            }
        }

        await _node.Server.Restart();
        await AllHeard("listener", batches * 25);
        await AllHeard("other", batches * 25);
        await _services.Drained();
        Assert.Equal(batches * 25, _services.WordsOf("listener").Count);
        Assert.Equal(batches * 25, _services.WordsOf("other").Count);
    }

    [Fact]
    public async Task A_broker_in_alarm_delays_no_request_degrades_its_services_and_gets_everything_afterwards()
    {
        await _services.StartAll();
        using var client = await _services.ClientOf("speaker");
        await Accepted(client, "before");
        await _services.HeardBy("listener", "before");
        await _node.Server.RaiseDiskAlarm();
        try
        {
            for (var i = 0; i < 100; i++) await Accepted(client, $"during {i}");
            await Degraded(client, "The broker has raised an alarm (memory or disk) and takes no messages; they wait in the outbox.");
            for (var i = 100; i < 200; i++) await Accepted(client, $"during {i}");
            Assert.True(await _services.WaitingIn() > 0);
        }
        finally
        {
            await _node.Server.EndDiskAlarm();
        }

        await AllHeard("listener", 201);
        await _services.Drained();
        Assert.Equal(201, _services.WordsOf("listener").Count);
        await Recovered(client);
    }

    [Fact]
    public async Task A_broker_that_falls_silent_delays_no_request_and_gets_everything_afterwards()
    {
        await _services.StartAll();
        using var client = await _services.ClientOf("speaker");
        await Accepted(client, "before");
        await _services.HeardBy("listener", "before");
        _node.Server.Freeze();
        try
        {
            for (var i = 0; i < 50; i++) await Accepted(client, $"during {i}");
            // First it does not confirm, then, by its missing heartbeats, it is gone.
            await Wait.For("a degraded service", () => Broker(client), found => found.StartsWith("Degraded: The broker", StringComparison.Ordinal));
        }
        finally
        {
            _node.Server.Thaw();
        }

        await AllHeard("listener", 51);
        await _services.Drained();
        Assert.Equal(51, _services.WordsOf("listener").Count);
        await Recovered(client);
    }

    [Fact]
    public async Task A_service_stops_at_once_while_the_broker_is_in_alarm()
    {
        await _services.StartAll();
        using var client = await _services.ClientOf("speaker");
        await _node.Server.RaiseDiskAlarm();
        try
        {
            await Accepted(client, "kept");
            await Degraded(client, "The broker has raised an alarm (memory or disk) and takes no messages; they wait in the outbox.");
            var watch = Stopwatch.StartNew();
            await _services.Stop("speaker");
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, Wait.Longest);
        }
        finally
        {
            await _node.Server.EndDiskAlarm();
        }

        await _services.Start("speaker");
        await _services.HeardBy("listener", "kept");
    }

    [Fact]
    public async Task A_receiver_whose_database_is_away_holds_its_messages_and_handles_each_once()
    {
        await using var server = await PostgreSqlServer.Start();
        var database = await server.NewDatabase();
        await _services.Start("speaker");
        await _services.Start("other");
        await _services.Start("listener", settings => (settings.DatabaseProvider, settings.ConnectionString) = ("postgresql", database));
        await _services.Publish("before");
        await _services.HeardBy("listener", "before");
        await server.Kill();
        for (var i = 0; i < 50; i++) await _services.Publish($"during {i}");
        await _services.HeardBy("other", "during 49");
        await _services.Drained();
        await server.Restart();
        await AllHeard("listener", 51);
        Assert.Equal(51, _services.WordsOf("listener").Count);
        await _services.Stop("listener");
    }

    private Task AllHeard(string service, int count) => Wait.For($"{service} to hear {count} words",
        () => Task.FromResult(_services.WordsOf(service).Distinct().Count()), heard => heard == count, TimeSpan.FromMinutes(2));

    private static readonly Sql Attempts = Sql.Of("select coalesce(sum(attempts), 0) from outbox");

    private static async Task Accepted(HttpClient client, string word)
    {
        var watch = Stopwatch.StartNew();
        await client.Post($"/words/{word}").Json(HttpStatusCode.Accepted);
        // No request waits for the broker, not even as long as one send does.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, RabbitMqCarrier.SendTimeout);
    }

    private static Task<string> Degraded(HttpClient client, string sentence) => Wait.For("a degraded service", () => Broker(client),
        found => found == $"Degraded: {sentence}");

    private static Task<string> Recovered(HttpClient client) => Wait.For("a healthy service", () => Broker(client),
        found => found == "Healthy: Healthy");

    private static async Task<string> Broker(HttpClient client)
    {
        var health = await client.GetAsync("/health/ready").Json();
        return $"{health.GetProperty("status").GetString()}: {health.GetProperty("checks").GetProperty("broker").GetString()}";
    }
}
