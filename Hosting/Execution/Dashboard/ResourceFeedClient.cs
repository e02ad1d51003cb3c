using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Execution;

/// <summary>
/// Shows the run to the dashboard: dials its feed, sends every resource and its console log, and passes on the commands that come back.
/// Nothing is queued for it: each round sends the newest state of what changed and the log lines after the last one sent, both read
/// from the bounded stores they live in. A slow dashboard therefore costs nothing, and after a lost connection all is sent again.
/// </summary>
internal sealed class ResourceFeedClient(
    DashboardSettings settings,
    RunId run,
    DistributedApplicationModel model,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    FeedCommands commands) : IDisposable
{
    private const int MaxLinesPerMessage = 500;
    private const int MaxCharactersPerMessage = 120_000;
    private const int MaxCommandBytes = 64 * 1024;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    // Lines arrive one by one; a short rest lets a burst of them travel in one message.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(40);

    private readonly ConcurrentDictionary<string, ResourceEvent> _changed = new(StringComparer.OrdinalIgnoreCase);
    private readonly SemaphoreSlim _news = new(0, 1);
    private Task _running = Task.CompletedTask;

    /// <summary>Dials a feed, for example <c>ws://localhost:15000/feed</c>, until it is told to stop.</summary>
    public void Start(Uri feed, CancellationToken stop)
    {
        notifications.Changed += OnChanged;
        loggers.Appended += OnAppended;
        commands.Answered += Wake;
        _running = Task.Run(() => RunAsync(feed, stop), CancellationToken.None);
    }

    public Task StopAsync()
    {
        notifications.Changed -= OnChanged;
        loggers.Appended -= OnAppended;
        commands.Answered -= Wake;
        return _running;
    }

    public void Dispose() => _news.Dispose();

    private void OnChanged(ResourceEvent change)
    {
        _changed[change.ResourceId] = change;
        Wake();
    }

    private void OnAppended(string resource, IReadOnlyList<LogEntry> lines) => Wake();

    private void Wake()
    {
        try
        {
            if (_news.CurrentCount == 0)
            {
                _news.Release();
            }
        }
        catch (SemaphoreFullException)
        {
            // Somebody else woke the sender at the same moment.
        }
    }

    private async Task RunAsync(Uri feed, CancellationToken stop)
    {
        for (var pause = FirstPause; !stop.IsCancellationRequested;)
        {
            try
            {
                using var socket = new ClientWebSocket();
                socket.Options.SetRequestHeader("x-api-key", settings.FeedKey);
                socket.Options.Proxy = null;
                await socket.ConnectAsync(feed, stop).ConfigureAwait(false);
                pause = FirstPause;
                await TalkAsync(socket, stop).ConfigureAwait(false);
            }
            catch (Exception lost) when (lost is WebSocketException or IOException or OperationCanceledException or HttpRequestException)
            {
                // The dashboard is still starting, was restarted, or the run ends.
            }
            catch (Exception fault)
            {
                // Whatever it was, the next connection sends everything again; without one the dashboard would stay as it is for good.
                loggers.GetLogger(DashboardSettings.ResourceName).LogError("The resource feed broke off: {Fault}", fault.Message);
            }

            await Task.Delay(pause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 3 / 2, LongestPause.Ticks));
        }
    }

    private async Task TalkAsync(ClientWebSocket socket, CancellationToken stop)
    {
        using var talk = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var listening = ListenAsync(socket, stop, talk.Token);
        try
        {
            await SendAllAsync(socket, listening, talk.Token).ConfigureAwait(false);
        }
        finally
        {
            await talk.CancelAsync().ConfigureAwait(false);
            await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SendAllAsync(ClientWebSocket socket, Task listening, CancellationToken stop)
    {
        await SendAsync(socket, new FeedHello(settings.ApplicationName, run.Value), FeedJson.Default.FeedHello, stop).ConfigureAwait(false);
        var sent = new Dictionary<string, int>();
        foreach (var current in notifications.Current)
        {
            _changed.TryAdd(current.ResourceId, current);
        }

        while (!listening.IsCompleted)
        {
            await SendChangesAsync(socket, stop).ConfigureAwait(false);
            var more = await SendLogsAsync(socket, sent, stop).ConfigureAwait(false);
            if (!more)
            {
                await Task.Delay(Rest, stop).ConfigureAwait(false);
                await Task.WhenAny(_news.WaitAsync(stop), listening).ConfigureAwait(false);
                stop.ThrowIfCancellationRequested();
            }
        }
    }

    private async Task SendChangesAsync(ClientWebSocket socket, CancellationToken stop)
    {
        foreach (var name in _changed.Keys)
        {
            if (_changed.TryRemove(name, out var change))
            {
                var resource = FeedSnapshot.Of(change, model.Resources.IndexOf(change.Resource));
                await SendAsync(socket, new FeedResourceMessage(resource), FeedJson.Default.FeedResourceMessage, stop).ConfigureAwait(false);
            }
        }

        await commands.SendAsync(result => SendAsync(socket, result, FeedJson.Default.FeedCommandResult, stop)).ConfigureAwait(false);
    }

    private async Task<bool> SendLogsAsync(ClientWebSocket socket, Dictionary<string, int> sent, CancellationToken stop)
    {
        var more = false;
        foreach (var name in notifications.Current.Select(c => c.ResourceId))
        {
            var kept = loggers.Log(name).Read(sent.GetValueOrDefault(name), MaxLinesPerMessage);
            if (kept.Count > 0)
            {
                var lines = kept.Take(CountThatFits(kept)).ToArray();
                var message = new FeedLogMessage(name, lines.Select(l => new FeedLogLine(l.Number, l.At, StreamName(l.Stream), l.Text)));
                await SendAsync(socket, message, FeedJson.Default.FeedLogMessage, stop).ConfigureAwait(false);
                sent[name] = lines[^1].Number;
                more |= lines.Length < kept.Count || kept.Count == MaxLinesPerMessage;
            }
        }

        return more;
    }

    /// <summary>The dashboard takes 1 MiB per message, and JSON may need six bytes for a character.</summary>
    private static int CountThatFits(IReadOnlyList<LogEntry> lines)
    {
        var count = 1;
        for (var characters = lines[0].Text.Length; count < lines.Count && (characters += lines[count].Text.Length) <= MaxCharactersPerMessage; count++)
        {
        }

        return count;
    }

    private static string StreamName(LogStream stream) => stream switch
    {
        LogStream.Out => "out",
        LogStream.Err => "err",
        _ => "system",
    };

    /// <summary>Passes commands on. They outlive the connection: only the end of the run cancels them.</summary>
    private async Task ListenAsync(ClientWebSocket socket, CancellationToken runEnds, CancellationToken stop)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MaxCommandBytes);
        try
        {
            for (var length = 0; ;)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(length), stop).ConfigureAwait(false);
                length += part.Count;
                if (part.MessageType == WebSocketMessageType.Close || (!part.EndOfMessage && length == buffer.Length))
                {
                    return;
                }

                if (part.EndOfMessage)
                {
                    commands.Start(buffer.AsSpan(0, length), runEnds);
                    length = 0;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            Wake();
        }
    }

    private static Task SendAsync<T>(ClientWebSocket socket, T message, JsonTypeInfo<T> type, CancellationToken stop) =>
        socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message, type), WebSocketMessageType.Text, endOfMessage: true, stop);
}
