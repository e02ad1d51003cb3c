using System.Net.WebSockets;
using System.Text.Json;

namespace Aspire.Hosting.Execution;

/// <summary>
/// The connection on which the IDE tells what becomes of its sessions. It may tell of a session before the request that made it is
/// answered, so notifications of an unknown session are kept, at most <see cref="MaxEarly"/>, until somebody knows it.
/// </summary>
internal sealed class IdeLine : IAsyncDisposable
{
    private const int MaxEarly = 1_000;
    private const int MaxMessageBytes = 1024 * 1024;
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(1);

    private readonly ClientWebSocket _socket;
    private readonly Dictionary<string, IdeSession> _sessions = [];
    private readonly Queue<IdeNotification> _early = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _listening;
    private string? _lost;

    public IdeLine(ClientWebSocket socket)
    {
        _socket = socket;
        _listening = Task.Run(ListenAsync);
    }

    public bool IsOpen => _lost is null;

    /// <summary>From now on the session gets what is told of it, beginning with what has been told already.</summary>
    public IdeSession Add(IdeSession session, string id)
    {
        lock (_sessions)
        {
            _sessions[id] = session;
            foreach (var notification in _early.Where(n => n.SessionId == id))
            {
                session.Take(notification);
            }

            if (_lost is { } why)
            {
                session.Lose(why);
            }
        }

        _ = session.Exited.ContinueWith(_ => Remove(id), TaskScheduler.Default);
        return session;
    }

    public IdeSession? Find(string id)
    {
        lock (_sessions)
        {
            return _sessions.GetValueOrDefault(id);
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(ClosePatience);
        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "The host stops.", patience.Token).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            // The IDE was faster.
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _stop.Dispose();
    }

    private void Remove(string id)
    {
        lock (_sessions)
        {
            _sessions.Remove(id);
        }
    }

    private async Task ListenAsync()
    {
        var why = "The IDE has closed the connection, so the session is over.";
        try
        {
            using var message = new MemoryStream();
            var buffer = new byte[16 * 1024];
            while (await _socket.ReceiveAsync(buffer.AsMemory(), _stop.Token).ConfigureAwait(false) is { MessageType: not WebSocketMessageType.Close } part)
            {
                message.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                {
                    Take(message.GetBuffer().AsSpan(0, (int)message.Length));
                    message.SetLength(0);
                }
                else if (message.Length > MaxMessageBytes)
                {
                    why = $"The IDE sent a notification of more than {MaxMessageBytes} bytes, so the session is over.";
                    break;
                }
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException)
        {
            why = $"The connection to the IDE is lost, and the session with it: {gone.Message}";
        }

        lock (_sessions)
        {
            _lost = why;
            foreach (var session in _sessions.Values)
            {
                session.Lose(why);
            }
        }
    }

    /// <summary>One JSON object per line.</summary>
    private void Take(ReadOnlySpan<byte> text)
    {
        foreach (var range in text.Split((byte)'\n'))
        {
            if (!text[range].Trim((byte)'\r').IsEmpty && Read(text[range]) is { SessionId: { } id } notification)
            {
                lock (_sessions)
                {
                    if (_sessions.TryGetValue(id, out var session))
                    {
                        session.Take(notification);
                    }
                    else
                    {
                        _early.Enqueue(notification);
                        while (_early.Count > MaxEarly)
                        {
                            _early.Dequeue();
                        }
                    }
                }
            }
        }
    }

    private static IdeNotification? Read(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, IdeJson.Default.IdeNotification);
        }
        catch (JsonException)
        {
            // A notification of another protocol version; what this host has to know is in those it understands.
            return null;
        }
    }
}
