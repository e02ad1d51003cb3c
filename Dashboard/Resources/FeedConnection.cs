using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;

namespace Belfry.Dashboard.Resources;

/// <summary>
/// The line to the app host that dialled in last, and the commands it has yet to answer.
/// Bounded by <see cref="MaxPending"/> commands; each is emptied by its answer, by <see cref="Patience"/> or by the line going down.
/// </summary>
internal sealed class FeedConnection : IDisposable
{
    public const int MaxPending = 32;

    /// <summary>How long a command may take. Starting a resource waits for its dependencies.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<CommandResultMessage>> _pending = new();
    private WebSocket? _socket;

    /// <summary>Makes this the line that commands use; an older one is cut off, for a host that dials again has lost it.</summary>
    public void Open(WebSocket socket) => Interlocked.Exchange(ref _socket, socket)?.Abort();

    /// <summary>True when this still was the line in use.</summary>
    public bool Close(WebSocket socket)
    {
        if (Interlocked.CompareExchange(ref _socket, null, socket) != socket)
        {
            return false;
        }

        foreach (var pending in _pending.Values)
        {
            pending.TrySetResult(new CommandResultMessage("", false, "The app host went away before it answered."));
        }

        return true;
    }

    public void Answer(CommandResultMessage result)
    {
        if (_pending.TryGetValue(result.Id, out var pending))
        {
            pending.TrySetResult(result);
        }
    }

    /// <returns>Null when no host is connected or too many commands wait already.</returns>
    public async Task<CommandResultMessage?> RunAsync(string resource, string command, Dictionary<string, string> arguments, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _socket) is not { State: WebSocketState.Open } socket || _pending.Count >= MaxPending)
        {
            return null;
        }

        var id = Guid.NewGuid().ToString("N");
        var answer = _pending[id] = new TaskCompletionSource<CommandResultMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await SendAsync(socket, new CommandMessage("command", id, resource, command, arguments), cancellationToken);
            return await answer.Task.WaitAsync(Patience, cancellationToken);
        }
        catch (TimeoutException)
        {
            return new CommandResultMessage(id, false, $"The app host has not answered for {Patience.TotalMinutes:0} minutes.");
        }
        catch (WebSocketException)
        {
            return null;
        }
        finally
        {
            _pending.TryRemove(id, out _);
        }
    }

    public void Dispose() => _sending.Dispose();

    private async Task SendAsync(WebSocket socket, CommandMessage message, CancellationToken cancellationToken)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(message, DashboardJson.Default.CommandMessage);
        await _sending.WaitAsync(cancellationToken);
        try
        {
            // Not cancelled half-way: that would cut the line for everybody.
            await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
    }
}
