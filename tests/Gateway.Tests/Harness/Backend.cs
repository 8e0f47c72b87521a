using System.Net.Http.Json;
using Microsoft.AspNetCore.Http.Features;

namespace SupplyFinance.Gateway.Tests.Harness;

/// <summary>What a backend saw of a request.</summary>
public sealed record Seen(
    string Service, string Method, string Target, string Host, long BodyLength, Dictionary<string, string> Headers)
{
    public string? Header(string name) =>
        Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    public static async Task<Seen> In(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<Seen>(TestContext.Current.CancellationToken))!;
}

/// <summary>A small service that answers with what it saw, unless a test gives it something else to do.</summary>
public sealed class Backend : IAsyncDisposable
{
    private readonly WebApplication server;

    private Backend(WebApplication server) => this.server = server;

    public Uri Address => server.Address();

    public static async Task<Backend> Start(string service, RequestDelegate? answer = null)
    {
        var server = Servers.Create();
        server.Run(answer ?? (http => Echo(service, http)));
        await server.StartAsync();
        return new Backend(server);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static async Task Echo(string service, HttpContext http)
    {
        var length = 0L;
        var buffer = new byte[81920];
        for (int read; (read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0;)
            length += read;
        http.Response.Headers["X-Served-By"] = service;
        await http.Response.WriteAsJsonAsync(new Seen(
            service,
            http.Request.Method,
            http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            http.Request.Host.Value ?? "",
            length,
            http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString())));
    }
}
