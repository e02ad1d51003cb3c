using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Execution;

/// <summary>
/// Carries TCP connections from the port that others use to those that processes listen on: to the one target where the model declares two
/// different ports, to each of the replicas in turn where there are several. A target that does not listen is passed over; while none
/// does, a connection is closed as soon as it is made.
/// </summary>
internal sealed class LoopbackForwarder : IDisposable
{
    private const int MaxConnections = 512;
    private const int BufferSize = 16 * 1024;

    // Without it, a machine that has no file handles left would be asked for one without end.
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _free = new(MaxConnections);
    private readonly List<TcpListener> _listeners = [];
    private readonly int[] _targets;
    private uint _next;

    /// <summary>Listens at once.</summary>
    /// <exception cref="SocketException">The port is taken.</exception>
    public LoopbackForwarder(int port, params int[] targets)
        : this(Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback], port, targets)
    {
    }

    /// <summary>As above, on other addresses of this machine; on Linux they may be ones that it gets only later.</summary>
    public LoopbackForwarder(IReadOnlyList<IPAddress> addresses, int port, params int[] targets)
    {
        _targets = targets;
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
            if (OperatingSystem.IsLinux() && !IPAddress.IsLoopback(address))
            {
                const int InternetProtocol = 0;
                const int FreeBind = 15;
                listener.Server.SetRawSocketOption(InternetProtocol, FreeBind, BitConverter.GetBytes(1));
            }

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
                try
                {
                    _ = CarryAsync(await listener.AcceptSocketAsync(_stop.Token).ConfigureAwait(false));
                }
                catch (SocketException) when (!_stop.IsCancellationRequested)
                {
                    // This caller has gone, or there is no room for it now; the next one may be luckier.
                    _free.Release();
                    await Task.Delay(PauseAfterFault, _stop.Token).ConfigureAwait(false);
                }
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The run is over.
        }
    }

    private async Task CarryAsync(Socket caller)
    {
        using (caller)
        {
            try
            {
                caller.NoDelay = true;
                using var process = await ConnectAsync().ConfigureAwait(false);
                await Task.WhenAll(CopyAsync(caller, process), CopyAsync(process, caller)).ConfigureAwait(false);
            }
            catch (Exception broken) when (broken is SocketException or IOException or OperationCanceledException or ObjectDisposedException)
            {
                // One side has gone, so the other's connection is closed too.
            }
            finally
            {
                _free.Release();
            }
        }
    }

    private async Task<Socket> ConnectAsync()
    {
        var first = Interlocked.Increment(ref _next);
        for (var i = 0u; ; i++)
        {
            var process = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await process.ConnectAsync("localhost", _targets[(first + i) % _targets.Length], _stop.Token).ConfigureAwait(false);
                return process;
            }
            catch (SocketException) when (i + 1 < _targets.Length)
            {
                process.Dispose();
            }
            catch
            {
                process.Dispose();
                throw;
            }
        }
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
