using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Execution;

/// <summary>
/// Carries TCP connections from the port that others use to the one a process listens on, where the model declares two different ones.
/// While the process does not listen, a connection is closed as soon as it is made.
/// </summary>
internal sealed class LoopbackForwarder : IDisposable
{
    private const int MaxConnections = 512;
    private const int BufferSize = 16 * 1024;

    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _free = new(MaxConnections);
    private readonly List<TcpListener> _listeners = [];
    private readonly int _target;

    /// <summary>Listens at once.</summary>
    /// <exception cref="SocketException">The port is taken.</exception>
    public LoopbackForwarder(int port, int target)
        : this(Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback], port, target)
    {
    }

    /// <summary>As above, on other addresses of this machine.</summary>
    public LoopbackForwarder(IReadOnlyList<IPAddress> addresses, int port, int target)
    {
        _target = target;
        foreach (var address in addresses)
        {
            Listen(address, port);
        }

        foreach (var listener in _listeners)
        {
            _ = AcceptAsync(listener);
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        foreach (var listener in _listeners)
        {
            listener.Dispose();
        }
    }

    private void Listen(IPAddress address, int port)
    {
        var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            _listeners.Add(listener);
        }
        catch (SocketException noLoopback) when (_listeners.Count > 0 && noLoopback.SocketErrorCode != SocketError.AddressAlreadyInUse)
        {
            // The machine has no IPv6 loopback: IPv4 alone will do.
            listener.Dispose();
        }
        catch
        {
            listener.Dispose();
            Dispose();
            throw;
        }
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                await _free.WaitAsync(_stop.Token).ConfigureAwait(false);
                _ = CarryAsync(await listener.AcceptSocketAsync(_stop.Token).ConfigureAwait(false));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The run is over.
        }
    }

    private async Task CarryAsync(Socket caller)
    {
        using var process = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (caller)
        {
            try
            {
                caller.NoDelay = true;
                await process.ConnectAsync("localhost", _target, _stop.Token).ConfigureAwait(false);
                await Task.WhenAll(CopyAsync(caller, process), CopyAsync(process, caller)).ConfigureAwait(false);
            }
            catch (Exception broken) when (broken is SocketException or IOException or OperationCanceledException)
            {
                // One side has gone, so the other's connection is closed too.
            }
        }

        _free.Release();
    }

    /// <summary>Copies until the sender is done, and says so to the receiver, which may go on answering.</summary>
    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[BufferSize];
        try
        {
            for (int read; (read = await from.ReceiveAsync(buffer, _stop.Token).ConfigureAwait(false)) > 0;)
            {
                for (var sent = 0; sent < read;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), _stop.Token).ConfigureAwait(false);
                }
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch
        {
            // Without this, the copy in the other direction would wait for a peer that nobody tells.
            from.Close();
            to.Close();
            throw;
        }
    }
}
