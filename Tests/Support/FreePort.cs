using System.Net;
using System.Net.Sockets;

namespace Belfry.Tests.Support;

/// <summary>A port of this machine that nothing listens on at the moment; somebody else may take it before it is used.</summary>
internal static class FreePort
{
    /// <summary>Below those that Linux gives to connections, which come and go by the hundred while other tests run.</summary>
    private const int From = 20_000, To = 32_000;

    public static int Find()
    {
        while (true)
        {
            var port = Random.Shared.Next(From, To);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another one.
            }
        }
    }
}
