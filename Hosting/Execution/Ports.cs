using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Execution;

/// <summary>Free TCP ports of the loopback interface, each given once per process until it is returned. Safe for concurrent use.</summary>
internal static class Ports
{
    // Below the range that Linux (32768), macOS and Windows (49152) take ports of outgoing connections from: a port of that
    // range can be taken between our test and the moment the resource listens on it.
    private const int First = 20_000;
    private const int End = 32_000;

    private static readonly HashSet<int> Taken = [];

    /// <summary>A port that nobody listens on.</summary>
    public static int Take()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, End);
            lock (Taken)
            {
                if (!Taken.Add(port))
                {
                    continue;
                }
            }

            if (IsFree(port))
            {
                return port;
            }
        }
    }

    public static void Return(int port)
    {
        lock (Taken)
        {
            Taken.Remove(port);
        }
    }

    /// <summary>Whether a server could listen here now, on both loopback addresses.</summary>
    public static bool IsFree(int port) => CanBind(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || CanBind(IPAddress.IPv6Loopback, port));

    private static bool CanBind(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // Without this, ports of connections that closed a moment ago would count as taken. Servers set it too.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, !OperatingSystem.IsWindows());
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(1);
            return true;
        }
        catch (SocketException taken) when (taken.SocketErrorCode != SocketError.AddressAlreadyInUse)
        {
            // No IPv6 loopback, or a port that needs privileges: the resource itself will tell.
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
