using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Http;
using SupplyFinance.Platform.Messaging;
using SupplyFinance.Testing;

namespace SupplyFinance.Platform.Tests.Messaging;

/// <summary>A speaker, a listener and another, each a service with a database of its own. What one says by message the others hear.</summary>
internal sealed class TalkingServices : IAsyncDisposable
{
    /// <summary>A word that the listener takes only after <see cref="Earlier"/>.</summary>
    public const string Later = "later";

    public const string Earlier = "earlier";

    private readonly TemporaryFolder _folder = new();
    private readonly Func<string, ServiceSettings, ICarrier?> _carrier;
    private readonly Dictionary<string, ServiceDefinition> _definitions;
    private readonly Dictionary<string, WebApplication> _running = [];
    private readonly Dictionary<string, ServiceSettings> _settings = [];

    /// <param name="carrier">Gives a service's carrier at each of its starts, or changes its settings and gives none.</param>
    public TalkingServices(Func<string, ServiceSettings, ICarrier?> carrier)
    {
        _carrier = carrier;
        _definitions = Names.ToDictionary(name => name, Define);
    }

    public static IReadOnlyList<string> Names { get; } = ["speaker", "listener", "other"];

    /// <summary>Who hears what.</summary>
    public static Topology Topology { get; } = Topology.Of(Names.Select(new TalkingServices((_, _) => null).Define));

    public ConcurrentQueue<(string Service, string Word, string? Trace)> Heard { get; } = new();

    /// <summary>Whether the listener refuses whatever it hears.</summary>
    public bool IsRefusing { get; set; }

    public IServiceProvider this[string name] => _running[name].Services;

    public Database DatabaseOf(string name) => this[name].GetRequiredService<Database>();

    /// <summary>A client that speaks to a service as somebody whom it knows, or as nobody.</summary>
    public async Task<HttpClient> ClientOf(string name, TestPerson? person = null)
    {
        var client = new HttpClient { BaseAddress = new Uri(_running[name].Urls.First()) };
        if (person is null) return client;
        foreach (var message in new IMessage[] { person.Organisation.Changed(), person.Changed() })
        {
            var envelope = EnvelopeOf(message);
            await DatabaseOf(name).Run(work => this[name].GetRequiredService<Inbox>().Handle(envelope, work));
        }

        client.DefaultRequestHeaders.Authorization = new("Bearer", TestTokens.Of(person, name));
        return client;
    }

    public static Envelope EnvelopeOf(IMessage message) => new(
        Guid.CreateVersion7(), message.GetType().Name, MessageJson.Write(message), "speaker", null, Clocks.Cut(TimeProvider.System.GetUtcNow()));

    public async Task StartAll()
    {
        foreach (var name in Names) await Start(name);
    }

    public async Task Start(string name, Action<ServiceSettings>? change = null)
    {
        var settings = new ServiceSettings
        {
            Form = Form.Test,
            DataFolder = Path.Combine(_folder.Path, name),
            TokenIssuer = TestTokens.Issuer,
            TokenKeysAddress = (await TestTokens.KeysAddress).ToString(),
        };
        await TestDatabase.Use(settings, name);
        _settings[name] = settings;
        var carrier = _carrier(name, settings);
        change?.Invoke(settings);
        var app = ServiceHost.Build(_definitions[name], settings, carrier, "http://127.0.0.1:0", builder =>
        {
            builder.Logging.ClearProviders();
            if (Environment.GetEnvironmentVariable("SF_TEST_LOG") is { Length: > 0 }) builder.Logging.AddSimpleConsole();
            builder.Services.AddSingleton(Topology);
        });
        await ServiceHost.Prepare(app, _definitions[name]);
        var inbox = app.Services.GetRequiredService<Inbox>();
        if (carrier is InProcessCarrier inProcess) inProcess.Connect(inbox);
        await app.StartAsync();
        _running[name] = app;
    }

    public async Task Stop(string name)
    {
        if (!_running.Remove(name, out var app)) return;
        if (app.Services.GetRequiredService<ICarrier>() is InProcessCarrier inProcess)
            inProcess.Disconnect(app.Services.GetRequiredService<Inbox>());
        var database = app.Services.GetRequiredService<Database>();
        await app.StopAsync();
        await app.DisposeAsync();
        database.Close();
    }

    public Task Publish(string word, string speaker = "speaker") => Say(work => work.Publish(new StateRequested(word, "test")), speaker);

    public Task Say(Action<UnitOfWork> say, string speaker = "speaker") => DatabaseOf(speaker).Run(work =>
    {
        say(work);
        return Task.CompletedTask;
    });

    public Task HeardBy(string service, string word) => Wait.Until($"{service} to hear {word}",
        () => Heard.Any(heard => heard.Service == service && heard.Word == word), TimeSpan.FromMinutes(1));

    /// <summary>The words that a service has heard, in order.</summary>
    public IReadOnlyList<string> WordsOf(string service) => Heard.Where(heard => heard.Service == service).Select(heard => heard.Word).ToList();

    public Task<long> WaitingIn(string speaker = "speaker") => DatabaseOf(speaker).Read(Outbox.Waiting);

    public Task Drained() => Wait.For("an empty outbox", () => WaitingIn(), waiting => waiting == 0, TimeSpan.FromMinutes(1));

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _running.Keys.ToList()) await Stop(name);
        foreach (var settings in _settings.Values) await TestDatabase.Remove(settings);
        _folder.Dispose();
    }

    private ServiceDefinition Define(string name) => new(name, typeof(TalkingServices).Assembly)
    {
        Consumers = consumers =>
        {
            // Every service hears StateRequested; what new services ask of each other at their first start is not of these tests.
            consumers.On<StateRequested>((message, work) => message.Requester == "test" ? Hear(name, message.EventType, work) : Task.CompletedTask);
            if (name == "listener") consumers.On<CancelPayment>((message, work) => Hear(name, message.Reason, work));
            if (name == "speaker") consumers.On<InvoicesClaimed>((_, work) => Hear(name, "echoed", work));
            consumers.On<Murmur>((message, work) => Hear(name, message.Word, work));
        },
        Routes = routes => routes.MapPost("/words/{word}", (string word, UnitOfWork work) =>
        {
            work.Publish(new StateRequested(word, "test"));
            return Results.Accepted();
        }).AllowAnyone("a test says something", opensWork: true),
    };

    private Task Hear(string service, string word, UnitOfWork work)
    {
        if (IsRefusing && service == "listener") throw new InvalidOperationException("The listener refuses.");
        if (word == Later && service == "listener" && !WordsOf(service).Contains(Earlier)) throw new MessageTooEarlyException(Earlier);
        if (word == "echo" && service == "other") work.Publish(new InvoicesClaimed(Guid.CreateVersion7(), Guid.CreateVersion7()));
        var trace = Activity.Current?.TraceId.ToString();
        work.AfterCommit(() => Heard.Enqueue((service, word, trace)));
        return Task.CompletedTask;
    }

    /// <summary>A command that each service keeps to itself.</summary>
    public sealed record Murmur(string Word) : ICommand;
}
