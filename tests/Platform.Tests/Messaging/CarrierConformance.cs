using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using SupplyFinance.Contracts;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Messaging;
using SupplyFinance.Testing;

namespace SupplyFinance.Platform.Tests.Messaging;

/// <summary>What every carrier must do in the same way: between three services, over at-least-once delivery, with services that stop.</summary>
public abstract class CarrierConformance : IAsyncLifetime
{
    private readonly TalkingServices _services;

    protected CarrierConformance() => _services = new TalkingServices(CarrierFor);

    /// <summary>The carrier that a service uses, or null where its settings name one; called once for each start of a service.</summary>
    protected abstract ICarrier? CarrierFor(string service, ServiceSettings settings);

    public virtual async ValueTask InitializeAsync() => await _services.StartAll();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_event_reaches_every_subscriber_and_leaves_the_outbox()
    {
        await _services.Publish("hello");
        await _services.HeardBy("listener", "hello");
        await _services.HeardBy("other", "hello");
        await _services.Drained();
    }

    [Fact]
    public async Task A_command_reaches_its_one_handler()
    {
        await _services.Say(work => work.Send(new CancelPayment(Guid.CreateVersion7(), Guid.CreateVersion7(), "stop")));
        await _services.HeardBy("listener", "stop");
        Assert.DoesNotContain(_services.Heard, heard => heard.Service == "other");
    }

    [Fact]
    public async Task A_service_s_command_to_itself_reaches_nobody_else()
    {
        await _services.Say(work => work.Send(new TalkingServices.Murmur("self")));
        await _services.HeardBy("speaker", "self");
        Assert.DoesNotContain(_services.Heard, heard => heard is { Word: "self", Service: not "speaker" });
    }

    [Fact]
    public async Task What_is_said_while_a_subscriber_is_away_reaches_it_when_it_is_back()
    {
        await _services.Stop("listener");
        await _services.Publish("missed");
        await _services.HeardBy("other", "missed");
        await _services.Start("listener");
        await _services.HeardBy("listener", "missed");
        Assert.Single(_services.WordsOf("other"), "missed");
    }

    [Fact]
    public async Task What_is_in_the_outbox_when_a_speaker_stops_is_sent_when_it_is_back()
    {
        await _services.Stop("listener");
        await _services.Publish("kept");
        await _services.Stop("speaker");
        await _services.Start("listener");
        await _services.Start("speaker");
        await _services.HeardBy("listener", "kept");
    }

    [Fact]
    public async Task A_rejected_message_delays_nobody_is_parked_with_its_reason_and_can_be_replayed()
    {
        _services.IsRefusing = true;
        await _services.Publish("refused");
        await _services.HeardBy("other", "refused");
        var listener = _services.DatabaseOf("listener");
        await Wait.For("the parked message", () => listener.Read(work => work.QueryFirst<long>(ParkedMessages.Count)), count => count == 1);
        await _services.Drained();
        await Wait.For("nothing to be tried again", () => listener.Read(work => work.QueryFirst<long>(DeferredMessages.Count)), count => count == 0);

        using var people = await _services.ClientOf("listener", TestOrganisation.Operator().Administrator());
        var parked = (await people.GetAsync("/api/listener/parked-messages").Json()).GetProperty("items").EnumerateArray().Single();
        Assert.Equal("The listener refuses.", parked.GetProperty("reason").GetString());
        _services.IsRefusing = false;
        await people.Post($"/api/listener/parked-messages/{parked.GetProperty("messageId").GetGuid()}/replay").Json();
        Assert.Single(_services.WordsOf("listener"), "refused");
        Assert.Single(_services.WordsOf("other"), "refused");
    }

    [Fact]
    public async Task A_message_that_waits_for_a_later_one_holds_nobody_up_and_follows_it()
    {
        await _services.Publish(TalkingServices.Later);
        await _services.HeardBy("other", TalkingServices.Later);
        // More than a service holds in its hands at a time.
        await _services.Say(work =>
        {
            for (var i = 0; i < 100; i++) work.Publish(new StateRequested($"between {i}", "test"));
        });
        for (var i = 0; i < 100; i++) await _services.HeardBy("listener", $"between {i}");
        Assert.DoesNotContain(TalkingServices.Later, _services.WordsOf("listener"));
        await _services.Publish(TalkingServices.Earlier);
        await _services.HeardBy("listener", TalkingServices.Later);
    }

    [Fact]
    public async Task A_message_that_is_sent_twice_under_one_id_is_handled_once()
    {
        var carrier = _services["speaker"].GetRequiredService<ICarrier>();
        var envelope = TalkingServices.EnvelopeOf(new StateRequested("twice", "test"));
        await Wait.Until("the carrier", () => !carrier.IsAway);
        Assert.Equal(Delivery.Done, await carrier.Send(envelope, TestContext.Current.CancellationToken));
        Assert.Equal(Delivery.Done, await carrier.Send(envelope, TestContext.Current.CancellationToken));
        await _services.Publish("after");
        await _services.HeardBy("listener", "after");
        await _services.HeardBy("other", "after");
        Assert.Single(_services.WordsOf("listener"), "twice");
        Assert.Single(_services.WordsOf("other"), "twice");
    }

    [Fact]
    public async Task Many_messages_all_arrive_once()
    {
        for (var i = 0; i < 20; i++)
        {
            var batch = i;
            await _services.Say(work =>
            {
                for (var j = 0; j < 10; j++) work.Publish(new StateRequested($"{batch}-{j}", "test"));
            });
        }

        await Wait.Until("200 messages", () => _services.WordsOf("listener").Count == 200);
        await _services.Drained();
        Assert.Equal(200, _services.WordsOf("listener").Distinct().Count());
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
            await _services.Publish("echo");
            await _services.HeardBy("other", "echo");
            await _services.HeardBy("speaker", "echoed");
            var trace = root.TraceId.ToString();
            Assert.All(_services.Heard.Where(heard => heard.Word.StartsWith("echo", StringComparison.Ordinal)),
                heard => Assert.Equal(trace, heard.Trace));
        }
    }
}
