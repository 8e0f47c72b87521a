using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SupplyFinance.Testing;

/// <summary>A loopback port that stays free until its program binds it, and while that is down between two starts: none that the system gives
/// to outgoing connections, and none that this process was given before.</summary>
public static class FreePort
{
    /// <summary>Below it stand the well-known services of a machine.</summary>
    private const int Lowest = 10_000;

    /// <summary>Tries before the machine is taken to have no port left.</summary>
    private const int Tries = 1000;

    private static readonly HashSet<int> Given = [];

    private static readonly int End = FirstOutgoing() is var first && first >= Lowest + Tries ? first : IPEndPoint.MaxPort + 1;

    public static int Next()
    {
        for (var i = 0; i < Tries; i++)
        {
            // At random, so that test processes that run side by side do not meet.
            var port = Random.Shared.Next(Lowest, End);
            lock (Given)
            {
                if (!Given.Add(port)) continue;
            }

            if (IsFree(port)) return port;
        }

        throw new InvalidOperationException($"No port from {Lowest} to {End - 1} is free.");
    }

    // Where a machine gives nearly all ports to outgoing connections, any must do.
    private static int FirstOutgoing() => int.Parse(
        File.ReadAllText("/proc/sys/net/ipv4/ip_local_port_range").Split('\t', ' ')[0], CultureInfo.InvariantCulture);

    private static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
