using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using SupplyFinance.Contracts;
using SupplyFinance.Platform.Data;
using SupplyFinance.Platform.Hosting;
using SupplyFinance.Platform.Messaging;
using SupplyFinance.Testing;

namespace SupplyFinance.Benchmarks;

/// <summary>Two services with databases of their own on a server that syncs its commits: one says something, the other hears it.</summary>
internal sealed class TalkingPair : IAsyncDisposable
{
    private const string Speaker = "speaker";

    private const string Listener = "listener";

    /// <summary>Messages of one unit of work: the outbox is filled quickly, and no transaction is long.</summary>
    private const int Chunk = 500;

    private readonly ServiceDefinition _speaker = new(Speaker, typeof(TalkingPair).Assembly);
    private readonly ServiceDefinition _listener;
    private readonly TemporaryFolder _folder = new();
    private readonly PostgreSqlServer _database;
    private readonly RabbitMqServer _broker;
    private readonly Topology _topology;
    private RabbitMqVirtualHost _host = null!;

    private TalkingPair(RabbitMqServer broker, PostgreSqlServer database)
    {
        (_broker, _database) = (broker, database);
        _listener = new ServiceDefinition(Listener, typeof(TalkingPair).Assembly) { Consumers = consumers => consumers.On<InvoicesClaimed>(Hear) };
        _topology = Topology.Of([_speaker, _listener]);
    }

    /// <summary>The routing key and type of what is said.</summary>
    public static string MessageType => nameof(InvoicesClaimed);

    public static string ListenersQueue => Platform.Messaging.RabbitMq.BrokerLayout.QueueOf(Listener);

    public RabbitMqVirtualHost Broker => _host;

    /// <summary>When the listener had committed each message, on <see cref="Stopwatch"/>'s scale.</summary>
    public ConcurrentQueue<long> Heard { get; } = [];

    public static async Task<TalkingPair> Start()
    {
        var broker = await RabbitMqServer.Start();
        try
        {
            var pair = new TalkingPair(broker, await PostgreSqlServer.Start());
            pair._host = await broker.NewVirtualHost(pair._topology);
            foreach (var service in (string[])[Speaker, Listener]) await pair._database.NewDatabase(service);
            return pair;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <summary>The speaker, with so many messages in its outbox and its relay not started.</summary>
    public async Task<WebApplication> FilledSpeaker(int messages, CancellationToken stopping)
    {
        var app = await Build(_speaker, stopping);
        var database = app.Services.GetRequiredService<Database>();
        for (var said = 0; said < messages; said += Chunk)
        {
            var count = Math.Min(Chunk, messages - said);
            await database.Run(work =>
            {
                for (var i = 0; i < count; i++) work.Publish(new InvoicesClaimed(Guid.CreateVersion7(), Guid.CreateVersion7()));
                return Task.CompletedTask;
            }, stopping);
        }

        return app;
    }

    /// <summary>The listener, listening.</summary>
    public async Task<WebApplication> ListeningListener(CancellationToken stopping)
    {
        var app = await Build(_listener, stopping);
        await app.StartAsync(stopping);
        return app;
    }

    /// <summary>How many of its messages the speaker has not handed over yet.</summary>
    public async Task<long> Waiting(CancellationToken stopping)
    {
        await using var connection = new NpgsqlConnection(_database.ConnectionString(Speaker));
        await connection.OpenAsync(stopping);
        await using var command = new NpgsqlCommand("select count(*) from outbox where type = @type", connection);
        command.Parameters.AddWithValue("type", MessageType);
        return (long)(await command.ExecuteScalarAsync(stopping))!;
    }

    public static async Task Stop(WebApplication app)
    {
        var database = app.Services.GetRequiredService<Database>();
        await app.StopAsync();
        await app.DisposeAsync();
        database.Close();
    }

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<WebApplication> Build(ServiceDefinition service, CancellationToken stopping)
    {
        var settings = new ServiceSettings
        {
            Form = Form.Test,
            DataFolder = Path.Combine(_folder.Path, service.Name),
            DatabaseProvider = "postgresql",
            ConnectionString = _database.ConnectionString(service.Name),
            TokenIssuer = TestTokens.Issuer,
            TokenKeysAddress = (await TestTokens.KeysAddress).ToString(),
            Broker = _host.SettingsOf(service.Name),
        };
        var app = ServiceHost.Build(service, settings, carrier: null, "http://127.0.0.1:0", builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton(_topology);
        });
        await ServiceHost.Prepare(app, service, cancellation: stopping);
        return app;
    }

    private Task Hear(InvoicesClaimed message, UnitOfWork work)
    {
        work.AfterCommit(() => Heard.Enqueue(Stopwatch.GetTimestamp()));
        return Task.CompletedTask;
    }
}
