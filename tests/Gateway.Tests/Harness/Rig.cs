using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SupplyFinance.Gateway.Tests.Harness;

/// <summary>A real gateway before real backends: <c>one</c> and <c>two</c>, which answer with what they saw.</summary>
public sealed class Rig : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> parts = [];

    public required Issuer Issuer { get; init; }

    public required HttpClient Client { get; init; }

    public required WebApplication Gateway { get; init; }

    public required IReadOnlyCollection<string> Log { get; init; }

    public static Task<Rig> Start(params IReadOnlyList<JsonObject> routes) => Start(RouteFiles.Of(routes));

    public static async Task<Rig> Start(
        string file, bool demonstration = false, IReadOnlyDictionary<string, Uri>? others = null,
        Action<WebApplicationBuilder>? extend = null, params IReadOnlyList<IPNetwork> proxies)
    {
        var issuer = await Issuer.Start();
        var one = await Backend.Start("one");
        var two = await Backend.Start("two");
        var log = new LogLines();
        var addresses = new Dictionary<string, Uri>(others ?? new Dictionary<string, Uri>());
        addresses.TryAdd("one", one.Address);
        addresses.TryAdd("two", two.Address);
        var gateway = GatewayHost.Build(new GatewayOptions
        {
            Urls = [Servers.AnyPort],
            RouteFile = file,
            Addresses = addresses,
            Tokens = issuer.Options,
            IsDemonstration = demonstration,
            KnownProxies = proxies,
            Extend = builder =>
            {
                builder.Logging.ClearProviders().Services.AddSingleton<ILoggerProvider>(log);
                extend?.Invoke(builder);
            },
        });
        await gateway.StartAsync();
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = gateway.Address(),
        };
        var rig = new Rig { Issuer = issuer, Client = client, Gateway = gateway, Log = log.Lines };
        rig.parts.AddRange([gateway, one, two, issuer]);
        return rig;
    }

    public Task<HttpResponseMessage> Get(string path, string? token = null) => Send(HttpMethod.Get, path, token);

    public Task<HttpResponseMessage> Send(
        HttpMethod method, string path, string? token = null, Action<HttpRequestMessage>? change = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        change?.Invoke(request);
        return Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        foreach (var part in parts)
            await part.DisposeAsync();
    }

    private sealed class LogLines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => Lines.Enqueue($"{logLevel}: {formatter(state, exception)}");

        public void Dispose()
        {
        }
    }
}

/// <summary>A problem document as a caller reads it.</summary>
public static class Problem
{
    public static async Task<string> Code(HttpResponseMessage response) =>
        (await Read(response)).GetProperty("code").GetString()!;

    public static async Task<JsonElement> Read(HttpResponseMessage response)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal((int)response.StatusCode, problem.GetProperty("status").GetInt32());
        Assert.Equal(response.Headers.GetValues("X-Request-Id").Single(), problem.GetProperty("requestId").GetString());
        return problem;
    }
}
