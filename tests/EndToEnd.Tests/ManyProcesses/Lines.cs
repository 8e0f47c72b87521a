using SupplyFinance.Testing;

namespace SupplyFinance.EndToEnd.Tests.ManyProcesses;

/// <summary>Proxies on every service's lines to its database and to the broker, which lose an answer at the worst moment.</summary>
internal sealed class Lines : IAsyncDisposable
{
    /// <summary>A service that has nothing to commit or to publish for so long is left alone; the cut stays armed.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, TcpProxy> _databases;
    private readonly Dictionary<string, TcpProxy> _brokers;

    private Lines(PlatformProcesses platform)
    {
        _databases = platform.Services.ToDictionary(service => service, _ => TcpProxy.To(platform.Database.Port));
        _brokers = platform.Services.ToDictionary(service => service, _ => TcpProxy.To(platform.Broker.Port));
    }

    /// <summary>Puts them in, before the services start.</summary>
    public static Lines Of(PlatformProcesses platform)
    {
        var lines = new Lines(platform);
        platform.DatabasePortOf = service => lines._databases[service].Port;
        platform.BrokerPortOf = service => lines._brokers[service].Port;
        return lines;
    }

    /// <summary>The next COMMIT of a service reaches its database, and the answer is lost with the connection.</summary>
    // With the end of the text: BEGIN … READ COMMITTED has the word in it as well.
    public Task CutNextCommit(string service) => Cut(_databases[service], "COMMIT\0");

    /// <summary>The next message of a service reaches the broker, and the confirmation is lost with the connection.</summary>
    public Task CutNextConfirm(string service) => Cut(_brokers[service], "\"messageId\"");

    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in _databases.Values.Concat(_brokers.Values)) await proxy.DisposeAsync();
    }

    private static async Task Cut(TcpProxy line, string text)
    {
        try
        {
            await line.LoseAnswerTo(TcpProxy.Containing(text)).WaitAsync(Longest);
        }
        catch (TimeoutException)
        {
            // It is cut when it speaks.
        }
    }
}
