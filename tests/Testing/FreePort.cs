using System.Net;
using System.Net.Sockets;

namespace SupplyFinance.Testing;

/// <summary>A loopback port that was free a moment ago.</summary>
public static class FreePort
{
    public static int Next()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
