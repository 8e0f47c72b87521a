using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Messaging;

namespace SupplyFinance.Testing;

/// <summary>One service on loopback with a database file of its own. Tests speak to it by HTTP as people and by message as other services,
/// and look at what it sent.</summary>
public sealed class ServiceUnderTest : IAsyncDisposable
{
    /// <summary>Set to see what services log while they are tested.</summary>
    private const string LogVariable = "SF_TEST_LOG";

    private readonly ServiceDefinition _definition;
    private readonly TemporaryFolder? _folder;
    private readonly ConcurrentDictionary<Guid, bool> _known = new();
    private readonly WebApplication _app;
    private readonly RecordingCarrier _carrier;
    private readonly ServiceSettings _settings;

    private ServiceUnderTest(
        ServiceDefinition definition, WebApplication app, RecordingCarrier carrier, TemporaryFolder? folder, ServiceSettings settings)
    {
        _definition = definition;
        _app = app;
        _carrier = carrier;
        _folder = folder;
        _settings = settings;
    }

    public string DataFolder => _settings.DataFolder;

    public IServiceProvider Services => _app.Services;

    public Database Database => Services.GetRequiredService<Database>();

    public Clocks Clocks => Services.GetRequiredService<Clocks>();

    public string Address => _app.Urls.First();

    /// <summary>Starts a service, on a data folder that the test keeps or on one of its own.</summary>
    public static async Task<ServiceUnderTest> Start(
        ServiceDefinition definition, string? dataFolder = null, Action<ServiceSettings>? settings = null,
        Action<WebApplicationBuilder>? configure = null)
    {
        var folder = dataFolder is null ? new TemporaryFolder() : null;
        var data = dataFolder ?? folder!.Path;
        var own = new ServiceSettings
        {
            Form = Form.Test,
            DataFolder = data,
            TokenIssuer = TestTokens.Issuer,
            TokenKeysAddress = (await TestTokens.KeysAddress).ToString(),
        };
        await TestDatabase.Use(own, definition.Name);
        settings?.Invoke(own);
        var carrier = new RecordingCarrier();
        var app = ServiceHost.Build(definition, own, carrier, "http://127.0.0.1:0", builder =>
        {
            builder.Logging.ClearProviders();
            if (Environment.GetEnvironmentVariable(LogVariable) is { Length: > 0 }) builder.Logging.AddSimpleConsole();
            configure?.Invoke(builder);
        });
        carrier.Self = app.Services.GetRequiredService<Inbox>();
        await ServiceHost.Prepare(app, definition);
        await app.StartAsync();
        return new ServiceUnderTest(definition, app, carrier, folder, own);
    }

    /// <summary>Makes organisations and their people known to the service, as identity would.</summary>
    public async Task Know(params TestPerson[] people)
    {
        foreach (var person in people)
        {
            if (_known.TryAdd(person.Organisation.Id, true)) await Deliver(person.Organisation.Changed());
            if (_known.TryAdd(person.Id, true)) await Deliver(person.Changed());
        }
    }

    /// <summary>A client that speaks as a person, whom the service knows and whose token is for it.</summary>
    public async Task<HttpClient> As(TestPerson person)
    {
        await Know(person);
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestTokens.Of(person, _definition.Name));
        return client;
    }

    /// <summary>A client without a token.</summary>
    public HttpClient Anonymous() => new() { BaseAddress = new Uri(Address) };

    /// <summary>Delivers a message as another service's, and fails when the handlers reject it.</summary>
    public async Task Deliver(IMessage message, Guid? messageId = null, string source = "test")
    {
        var envelope = new Envelope(
            messageId ?? Guid.CreateVersion7(), message.GetType().Name, MessageJson.Write(message), source, null, Clocks.Now);
        await Database.Run(work => Services.GetRequiredService<Inbox>().Handle(envelope, work));
    }

    /// <summary>Handles a message in a transaction that stays open until something else, begun meanwhile, has ended or waits for it: what two
    /// processes of the service do at the same moment. Where one transaction writes at a time, the other simply comes second.</summary>
    public async Task Overlap(IMessage message, Func<Task> meanwhile)
    {
        Task? other = null;
        var envelope = new Envelope(Guid.CreateVersion7(), message.GetType().Name, MessageJson.Write(message), "test", null, Clocks.Now);
        await Database.Run(async work =>
        {
            await Services.GetRequiredService<Inbox>().Handle(envelope, work);
            other ??= Task.Run(meanwhile);
            await Wait.Until("the other to end or to wait", async () => other.IsCompleted || await TestDatabase.SomebodyWaits(Database));
        });
        await other!;
    }

    /// <summary>Delivers a message through the inbox, as the carrier does.</summary>
    public Task<Delivery> Receive(Envelope envelope) => Services.GetRequiredService<Inbox>().Receive(envelope, CancellationToken.None);

    /// <summary>What the service has sent of a type, once everything due has left its outbox.</summary>
    public async Task<IReadOnlyList<T>> Sent<T>()
        where T : IMessage
    {
        await Drained();
        return _carrier.Sent.OfType<T>().ToList();
    }

    /// <summary>Waits until nothing due is left in the outbox.</summary>
    public Task Drained() => Wait.Until("an empty outbox", async () => await Database.Read(Outbox.Waiting) == 0);

    /// <summary>Moves the business clock forward.</summary>
    public void Advance(TimeSpan by) => Clocks.Move(Clocks.OffsetMicroseconds + (long)by.TotalMicroseconds);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        var database = Database;
        await _app.DisposeAsync();
        database.Close();
        if (_folder is null) return;
        await TestDatabase.Remove(_settings);
        _folder.Dispose();
    }
}
