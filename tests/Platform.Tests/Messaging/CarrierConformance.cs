using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Messaging;
using SupplyFinance.Testing;

namespace SupplyFinance.Platform.Tests.Messaging;

/// <summary>What every carrier must do in the same way: between three services, over at-least-once delivery, with services that stop.</summary>
public abstract class CarrierConformance : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, WebApplication> _running = [];
    private readonly ConcurrentQueue<(string Service, string Word, string? Trace)> _heard = new();
    private readonly Dictionary<string, ServiceDefinition> _definitions;
    private volatile bool _isRefusing;

    protected CarrierConformance() => _definitions = new[] { "speaker", "listener", "other" }.ToDictionary(name => name, Define);

    /// <summary>The carrier that a service uses; called once for each start of a service.</summary>
    protected abstract ICarrier CarrierFor(string service, Topology topology);

    /// <summary>Connects a started service, and disconnects one that stops.</summary>
    protected abstract Task Connect(string service, Inbox inbox);

    protected abstract Task Disconnect(string service, Inbox inbox);

    public async ValueTask InitializeAsync()
    {
        foreach (var name in _definitions.Keys) await Start(name);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _running.Keys.ToList()) await Stop(name);
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_event_reaches_every_subscriber_and_leaves_the_outbox()
    {
        await Publish("hello");
        await Heard("listener", "hello");
        await Heard("other", "hello");
        await Drained();
    }

    [Fact]
    public async Task A_command_reaches_its_one_handler()
    {
        await Say(work => work.Send(new CancelPayment(Guid.CreateVersion7(), Guid.CreateVersion7(), "stop")));
        await Heard("listener", "stop");
        Assert.DoesNotContain(_heard, heard => heard.Service == "other");
    }

    [Fact]
    public async Task A_service_s_command_to_itself_reaches_nobody_else()
    {
        await Say(work => work.Send(new Murmur("self")));
        await Heard("speaker", "self");
        Assert.DoesNotContain(_heard, heard => heard is { Word: "self", Service: not "speaker" });
    }

    [Fact]
    public async Task What_is_said_while_a_subscriber_is_away_reaches_it_when_it_is_back()
    {
        await Stop("listener");
        await Publish("missed");
        await Heard("other", "missed");
        await Start("listener");
        await Heard("listener", "missed");
        Assert.Single(_heard, heard => heard == ("other", "missed", heard.Trace));
    }

    [Fact]
    public async Task What_is_in_the_outbox_when_a_speaker_stops_is_sent_when_it_is_back()
    {
        await Stop("listener");
        await Publish("kept");
        await Stop("speaker");
        await Start("listener");
        await Start("speaker");
        await Heard("listener", "kept");
    }

    [Fact]
    public async Task A_subscriber_that_rejects_a_message_parks_it_and_delays_nobody()
    {
        _isRefusing = true;
        await Publish("refused");
        await Heard("other", "refused");
        var listener = _running["listener"].Services.GetRequiredService<Database>();
        await Wait.For("the parked message", () => listener.Read(work => work.QueryFirst<long>(ParkedMessages.Count)), count => count == 1);
        await Drained();
        _isRefusing = false;
        Assert.Single(_heard, heard => heard.Service == "other");
    }

    [Fact]
    public async Task Many_messages_all_arrive_once()
    {
        for (var i = 0; i < 20; i++)
        {
            var batch = i;
            await Say(work =>
            {
                for (var j = 0; j < 10; j++) work.Publish(new StateRequested($"{batch}-{j}", "test"));
            });
        }

        await Wait.Until("200 messages", () => _heard.Count(heard => heard.Service == "listener") == 200);
        await Drained();
        Assert.Equal(200, _heard.Where(heard => heard.Service == "listener").Select(heard => heard.Word).Distinct().Count());
    }

    [Fact]
    public async Task One_trace_leads_from_the_speaker_to_the_last_listener()
    {
        using var collecting = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Telemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(collecting);
        using (var root = Telemetry.Source.StartActivity("request"))
        {
            Assert.NotNull(root);
            await Publish("echo");
            await Heard("other", "echo");
            await Heard("speaker", "echoed");
            var trace = root.TraceId.ToString();
            Assert.All(_heard.Where(heard => heard.Word.StartsWith("echo", StringComparison.Ordinal)), heard => Assert.Equal(trace, heard.Trace));
        }
    }

    private ServiceDefinition Define(string name) => new(name, typeof(CarrierConformance).Assembly)
    {
        Consumers = consumers =>
        {
            // Every service hears StateRequested; what new services ask of each other at their first start is not of these tests.
            consumers.On<StateRequested>((message, work) =>
                message.Requester == "test" ? Hear(name, message.EventType, work) : Task.CompletedTask);
            if (name == "listener") consumers.On<CancelPayment>((message, work) => Hear(name, message.Reason, work));
            if (name == "speaker") consumers.On<InvoicesClaimed>((_, work) => Hear(name, "echoed", work));
            consumers.On<Murmur>((message, work) => Hear(name, message.Word, work));
        },
    };

    private Task Hear(string service, string word, UnitOfWork work)
    {
        if (_isRefusing && service == "listener") throw new InvalidOperationException("The listener refuses.");
        if (word == "echo" && service == "other") work.Publish(new InvoicesClaimed(Guid.CreateVersion7(), Guid.CreateVersion7()));
        var trace = Activity.Current?.TraceId.ToString();
        work.AfterCommit(() => _heard.Enqueue((service, word, trace)));
        return Task.CompletedTask;
    }

    private async Task Start(string name)
    {
        var topology = Topology.Of(_definitions.Values);
        var app = ServiceHost.Build(_definitions[name], new ServiceSettings
        {
            Form = Form.Test,
            DataFolder = Path.Combine(_folder.Path, name),
            TokenIssuer = TestTokens.Issuer,
            TokenKeysAddress = (await TestTokens.KeysAddress).ToString(),
        }, CarrierFor(name, topology), "http://127.0.0.1:0", builder => builder.Logging.ClearProviders());
        await ServiceHost.Prepare(app, _definitions[name]);
        await Connect(name, app.Services.GetRequiredService<Inbox>());
        await app.StartAsync();
        _running[name] = app;
    }

    private async Task Stop(string name)
    {
        if (!_running.Remove(name, out var app)) return;
        await Disconnect(name, app.Services.GetRequiredService<Inbox>());
        var database = app.Services.GetRequiredService<Database>();
        await app.StopAsync();
        await app.DisposeAsync();
        database.Close();
    }

    private Task Publish(string word) => Say(work => work.Publish(new StateRequested(word, "test")));

    private Task Say(Action<UnitOfWork> say) => _running["speaker"].Services.GetRequiredService<Database>().Run(work =>
    {
        say(work);
        return Task.CompletedTask;
    });

    private Task Heard(string service, string word) =>
        Wait.Until($"{service} to hear {word}", () => _heard.Any(heard => heard.Service == service && heard.Word == word));

    private Task Drained() => Wait.Until("an empty outbox", async () =>
        await _running["speaker"].Services.GetRequiredService<Database>().Read(Outbox.Waiting) == 0);

    /// <summary>A command that each service keeps to itself.</summary>
    public sealed record Murmur(string Word) : ICommand;
}
