using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Asks whether somebody accepts connections on a port. A service that comes up is asked often, so the answer "no" costs no exception.</summary>
internal static class Listener
{
    /// <returns><see cref="SocketError.Success"/> when a connection was accepted, else what the system answered.</returns>
    public static async Task<SocketError> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var attempt = new SocketAsyncEventArgs { RemoteEndPoint = new DnsEndPoint(host, port) };
        attempt.Completed += (_, _) => done.TrySetResult();
        if (Socket.ConnectAsync(SocketType.Stream, ProtocolType.Tcp, attempt))
        {
            await using var cancel = cancellationToken.Register(() => Socket.CancelConnectAsync(attempt)).ConfigureAwait(false);
            await done.Task.ConfigureAwait(false);
        }

        attempt.ConnectSocket?.Dispose();
        cancellationToken.ThrowIfCancellationRequested();
        return attempt.SocketError;
    }
}
