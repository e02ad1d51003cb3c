using System.Net;
using System.Net.Sockets;

namespace Belfry.Tests.Support;

/// <summary>A port of this machine that nothing listens on at the moment; somebody else may take it before it is used.</summary>
internal static class FreePort
{
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
