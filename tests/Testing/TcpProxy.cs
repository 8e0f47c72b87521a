using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SupplyFinance.Testing;

/// <summary>Stands between a client and a server on loopback and loses what a network loses: a request, an answer, a connection, all of them.
/// It looks at what arrives in one read, which a small message of a protocol does.</summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private const int ReadSize = 64 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Link, bool> _links = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly Task _accepting;
    private Rule? _rule;

    private TcpProxy(int target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = Accept();
    }

    /// <summary>Where clients connect.</summary>
    public int Port { get; }

    /// <summary>While true, new connections end at once: the server is away.</summary>
    public bool IsAway { get; set; }

    /// <summary>Connections through it now.</summary>
    public int Connections => _links.Count;

    /// <summary>A proxy to a port on loopback.</summary>
    public static TcpProxy To(int port) => new(port);

    /// <summary>Cuts the next connection whose client sends bytes that match: the server gets them and answers, the answer is lost. The task ends
    /// when that has happened.</summary>
    public Task LoseAnswerTo(Predicate<byte[]> sent) => Arm(sent, reachesServer: true);

    /// <summary>Cuts the next connection whose client sends bytes that match, before they reach the server.</summary>
    public Task LoseRequest(Predicate<byte[]> sent) => Arm(sent, reachesServer: false);

    /// <summary>Matches bytes that contain a text.</summary>
    public static Predicate<byte[]> Containing(string text) =>
        bytes => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    /// <summary>Cuts every connection now.</summary>
    public void CutAll()
    {
        foreach (var link in _links.Keys) link.Cut();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        CutAll();
        await _accepting;
        _stop.Dispose();
    }

    private Task Arm(Predicate<byte[]> sent, bool reachesServer)
    {
        var rule = new Rule(sent, reachesServer);
        Volatile.Write(ref _rule, rule);
        return rule.Done.Task;
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                if (IsAway) client.Dispose();
                else _ = Serve(client);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The proxy ends.
        }
    }

    private async Task Serve(TcpClient client)
    {
        var link = new Link(client, new TcpClient());
        _links[link] = true;
        try
        {
            await link.Server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
            await Task.WhenAny(FromClient(link), FromServer(link));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Nobody is there, or the proxy ends.
        }
        finally
        {
            link.Cut();
            _links.TryRemove(link, out _);
        }
    }

    private async Task FromClient(Link link)
    {
        var buffer = new byte[ReadSize];
        while (await Read(link.Client, buffer) is var read and > 0)
        {
            if (Volatile.Read(ref _rule) is { } rule && rule.Sent(buffer[..read])
                && Interlocked.CompareExchange(ref _rule, null, rule) == rule)
            {
                link.Lost = rule;
                if (!rule.ReachesServer) break;
            }

            await link.Server.GetStream().WriteAsync(buffer.AsMemory(0, read));
        }

        if (link.Lost is not { ReachesServer: true }) link.End();
    }

    private static async Task FromServer(Link link)
    {
        var buffer = new byte[ReadSize];
        while (await Read(link.Server, buffer) is var read and > 0)
        {
            if (link.Lost is not null) break;
            await link.Client.GetStream().WriteAsync(buffer.AsMemory(0, read));
        }

        link.End();
    }

    private static async Task<int> Read(TcpClient from, byte[] buffer)
    {
        try
        {
            return await from.GetStream().ReadAsync(buffer);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            return 0;
        }
    }

    private sealed record Rule(Predicate<byte[]> Sent, bool ReachesServer)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Link(TcpClient client, TcpClient server)
    {
        public TcpClient Client { get; } = client;

        public TcpClient Server { get; } = server;

        public Rule? Lost { get; set; }

        public void End()
        {
            Cut();
            Lost?.Done.TrySetResult();
        }

        public void Cut()
        {
            Client.Dispose();
            Server.Dispose();
        }
    }
}
