using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using SupplyFinance.Contracts;
using SupplyFinance.Platform.Messaging;
using SupplyFinance.Platform.Messaging.RabbitMq;
using SupplyFinance.Testing;

namespace SupplyFinance.Platform.Tests.Messaging;

/// <summary>What the broker keeps, refuses and gives up, under the shipped policy and with the services' own users.</summary>
public sealed class RabbitMqDeadLetterTests : IClassFixture<TalkingVirtualHost>, IAsyncLifetime
{
    private static readonly string ListenersQueue = BrokerLayout.QueueOf("listener");

    private readonly RabbitMqVirtualHost _host;
    private readonly TalkingServices _services;

    public RabbitMqDeadLetterTests(TalkingVirtualHost virtualHost)
    {
        _host = virtualHost.Host;
        _services = new TalkingServices((service, settings) =>
        {
            settings.Broker = _host.SettingsOf(service);
            return null;
        });
    }

    public async ValueTask InitializeAsync()
    {
        await _host.Clear();
        await _services.StartAll();
        await _services.Publish("ready");
        foreach (var name in TalkingServices.Names) await _services.HeardBy(name, "ready");
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Theory]
    [InlineData("not JSON", "application/json")]
    [InlineData("{}", "application/json")]
    [InlineData("""{"messageId":"01234567-89ab-cdef-0123-456789abcdef","type":"StateRequested","body":"{}"}""", "application/vnd.masstransit+json")]
    [InlineData("""{"messageType":["urn:message:Somebody:Else"],"message":{}}""", "application/vnd.masstransit+json")]
    [InlineData("""{"messageType":["urn:message:SupplyFinance.Platform.Messaging:Envelope"],"message":{}}""", "application/vnd.masstransit+json")]
    [InlineData("bytes", "application/octet-stream")]
    public async Task What_cannot_be_read_goes_to_the_dead_letters_and_blocks_nobody(string body, string contentType)
    {
        await using (var connection = await _host.Connect())
        await using (var channel = await connection.CreateChannelAsync())
        {
            await channel.BasicPublishAsync(BrokerLayout.Exchange, "listener", mandatory: true,
                new BasicProperties { ContentType = contentType }, Encoding.UTF8.GetBytes(body));
        }

        await DeadLetters(1);
        await _services.Publish("on and on");
        await _services.HeardBy("listener", "on and on");
        Assert.Equal(body, await OneDeadLetter());
    }

    [Fact]
    public async Task What_a_handler_rejects_or_waits_for_never_becomes_a_dead_letter()
    {
        _services.IsRefusing = true;
        await _services.Publish("refused");
        var listener = _services.DatabaseOf("listener");
        await Wait.For("the parked message", () => listener.Read(work => work.QueryFirst<long>(ParkedMessages.Count)), count => count == 1);
        Assert.Equal(0u, await _host.CountOf(BrokerLayout.DeadLetterQueue));
        Assert.Equal(0u, await _host.CountOf(ListenersQueue));
        // The library would tell of faults through exchanges of its own, which nobody reads.
        var exchanges = await (await RabbitMqServer.OfThisProcess).Control(
            "list_exchanges", "-p", _host.SettingsOf("listener").VirtualHost, "name", "--no-table-headers");
        Assert.All(exchanges.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), name =>
            Assert.True(name.StartsWith("amq.", StringComparison.Ordinal) || name.StartsWith(BrokerLayout.Exchange, StringComparison.Ordinal), name));
    }

    [Fact]
    public async Task A_message_that_has_no_queue_is_refused_stays_in_the_outbox_and_delays_nobody()
    {
        await _services.Say(work => work.Publish(new PaymentSettled(
            Guid.CreateVersion7(), Guid.CreateVersion7(), "CNY", 1, new DateOnly(2026, 3, 2), "nobody takes this here")));
        await _services.Publish("taken");
        await _services.HeardBy("listener", "taken");
        await Wait.For("one message in the outbox", () => _services.WaitingIn(), waiting => waiting == 1);
    }

    [Fact]
    public async Task A_message_that_kills_its_consumer_time_after_time_is_given_up()
    {
        await _services.Stop("listener");
        await _services.Publish("deadly");
        await _services.HeardBy("other", "deadly");
        await using var connection = await _host.Connect("listener");
        var deliveries = new Dictionary<string, int>();
        await Wait.Until("the broker to give it up", async () =>
        {
            // A channel that ends with a message unacknowledged is what a crash looks like to the broker.
            await using var channel = await connection.CreateChannelAsync();
            if (await channel.BasicGetAsync(ListenersQueue, autoAck: false) is { BasicProperties.MessageId: { } id })
                deliveries[id] = deliveries.GetValueOrDefault(id) + 1;
            return await _host.CountOf(BrokerLayout.DeadLetterQueue) == 1;
        }, TimeSpan.FromMinutes(1));
        Assert.Equal(BrokerLayout.DeliveryLimit + 1, deliveries.Values.Max());
    }

    [Theory]
    [InlineData("supply-finance.other")]
    [InlineData(BrokerLayout.DeadLetterQueue)]
    public async Task A_service_s_user_reads_no_other_queue_than_its_own(string queue)
    {
        await using var connection = await _host.Connect("listener");
        await using (var own = await connection.CreateChannelAsync()) await own.BasicGetAsync(ListenersQueue, autoAck: false);
        await using var channel = await connection.CreateChannelAsync();
        var refused = await Assert.ThrowsAsync<OperationInterruptedException>(() => channel.BasicGetAsync(queue, autoAck: false));
        Assert.Equal(Constants.AccessRefused, refused.ShutdownReason!.ReplyCode);
    }

    [Fact]
    public void The_shipped_policy_limits_every_service_s_queue_and_keeps_the_dead_letters()
    {
        var policy = RabbitMqServer.ShippedDefinitions()["policies"]!.AsArray().Single()!;
        var pattern = new System.Text.RegularExpressions.Regex(policy["pattern"]!.GetValue<string>());
        Assert.All(Topology.OfContracts.Services, service => Assert.Matches(pattern, BrokerLayout.QueueOf(service)));
        Assert.DoesNotMatch(pattern, BrokerLayout.DeadLetterQueue);
        Assert.Equal(BrokerLayout.DeliveryLimit, policy["definition"]!["delivery-limit"]!.GetValue<int>());
        Assert.Equal(BrokerLayout.DeadLetterExchange, policy["definition"]!["dead-letter-exchange"]!.GetValue<string>());
        Assert.Null(RabbitMqServer.ShippedDefinitions()["users"]);
    }

    private Task DeadLetters(uint count) => Wait.For(
        "the dead letter", () => _host.CountOf(BrokerLayout.DeadLetterQueue), found => found == count);

    private async Task<string> OneDeadLetter()
    {
        await using var connection = await _host.Connect();
        await using var channel = await connection.CreateChannelAsync();
        var letter = await channel.BasicGetAsync(BrokerLayout.DeadLetterQueue, autoAck: true);
        return Encoding.UTF8.GetString(letter!.Body.Span);
    }
}
