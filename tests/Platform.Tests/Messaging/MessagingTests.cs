using System.Net;
using SupplyFinance.Contracts;
using SupplyFinance.Platform.Messaging;
using SupplyFinance.Testing;

namespace SupplyFinance.Platform.Tests.Messaging;

public sealed class MessagingTests : IAsyncLifetime
{
    private readonly TestOrganisation _supplier = TestOrganisation.Supplier();
    private readonly Guid _id = Guid.CreateVersion7();
    private ServiceUnderTest _service = null!;
    private HttpClient _maker = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await ServiceUnderTest.Start(SampleService.Definition);
        _maker = await _service.As(_supplier.Maker());
        await _maker.Post("/api/samples", new { id = _id, amount = new { amount = "1.00", currency = "CNY" } }).Json(HttpStatusCode.Created);
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    private async Task<int> Seen() => (await _maker.GetAsync($"/api/samples/{_id}").Json()).GetProperty("seen").GetInt32();

    private Envelope Settled(string reference = "r") => new(Guid.CreateVersion7(), nameof(PaymentSettled),
        MessageJson.Write(new PaymentSettled(_id, _id, "CNY", 100, new DateOnly(2026, 3, 2), reference)),
            "bank-settlement", null, _service.Clocks.Now);

    [Fact]
    public async Task A_message_that_comes_twice_is_handled_once()
    {
        var envelope = Settled();
        Assert.Equal(Delivery.Done, await _service.Receive(envelope));
        Assert.Equal(Delivery.Done, await _service.Receive(envelope));
        Assert.Equal(1, await Seen());
    }

    [Fact]
    public async Task A_message_that_is_rejected_time_after_time_is_parked_listed_and_replayable()
    {
        var envelope = Settled("poison");
        for (var i = 1; i < Inbox.MaxFailures; i++) Assert.Equal(Delivery.Later, await _service.Receive(envelope));
        Assert.Equal(Delivery.Done, await _service.Receive(envelope));
        var operators = await _service.As(TestOrganisation.Operator().Administrator());
        var parked = await operators.GetAsync("/api/sample/parked-messages").Json();
        Assert.Equal("No handler can take this.", Assert.Single(parked.GetProperty("items").EnumerateArray()).GetProperty("reason").GetString());
        Assert.Equal("message-still-rejected",
            await operators.Post($"/api/sample/parked-messages/{envelope.MessageId}/replay").Problem(HttpStatusCode.Conflict));
        Assert.Equal("forbidden", await _maker.GetAsync("/api/sample/parked-messages").Problem(HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_is_parked_at_once()
    {
        Assert.Equal(Delivery.Done, await _service.Receive(Settled() with { Body = "{" }));
        Assert.Equal(Delivery.Done, await _service.Receive(Settled() with { Type = "NobodyKnows" }));
        var operators = await _service.As(TestOrganisation.Operator().Administrator());
        Assert.Equal(2, (await operators.GetAsync("/api/sample/parked-messages").Json()).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_scheduled_command_waits_for_the_business_clock()
    {
        var at = _service.Clocks.BusinessNow.AddDays(3);
        await _maker.Post($"/api/samples/{_id}/touch?at={Uri.EscapeDataString(at.ToString("O"))}").Json(HttpStatusCode.Accepted);
        await _service.Drained();
        Assert.Equal(1, await Version());
        _service.Advance(TimeSpan.FromDays(4));
        await Wait.For("the scheduled command", Version, version => version == 2);
    }

    [Fact]
    public async Task A_business_clock_that_moved_is_where_it_was_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        await using (var first = await ServiceUnderTest.Start(SampleService.Definition, folder.Path))
            await first.Deliver(new BusinessClockMoved(Guid.CreateVersion7(), 1, 86_400_000_000));
        await using var second = await ServiceUnderTest.Start(SampleService.Definition, folder.Path);
        Assert.Equal(86_400_000_000, second.Clocks.OffsetMicroseconds);
    }

    [Fact]
    public async Task An_older_state_of_an_organisation_changes_nothing()
    {
        await _service.Deliver(_supplier.Changed(5) with { Name = "Newer" });
        await _service.Deliver(_supplier.Changed(4) with { Name = "Older" });
        Assert.Equal("Newer", (await _service.Database.Read(work => Platform.Hosting.Participants.Organisation(work, _supplier.Id)))!.Name);
    }

    [Fact]
    public async Task Every_current_state_is_published_again_when_a_consumer_asks()
    {
        for (var i = 0; i < 4; i++)
            await _maker.Post("/api/samples", new { id = Guid.CreateVersion7(), amount = new { amount = "1.00", currency = "CNY" } })
                .Json(HttpStatusCode.Created);
        await _service.Deliver(new StateRequested(nameof(CollectionChanged), "somebody"));
        await Wait.For("all states", _service.Sent<CollectionChanged>, sent => sent.Select(s => s.Id).Distinct().Count() == 5);
    }

    private async Task<long> Version() => (await _maker.GetAsync($"/api/samples/{_id}").Json()).GetProperty("version").GetInt64();
}
