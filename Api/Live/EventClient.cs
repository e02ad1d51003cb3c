using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Belfry.Api.Live;

/// <summary>A connected client, and what it is still to be told. Disposing it disconnects it.</summary>
internal sealed class EventClient : IDisposable
{
    private const int MaxWaiting = 100;

    /// <summary>After this a client has to come back and show its rights again: a session or share link may have expired.</summary>
    private static readonly TimeSpan MaxLife = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(15);

    private readonly Events _events;
    private readonly TimeProvider _time;
    private readonly Channel<Events.Entry> _waiting = Channel.CreateBounded<Events.Entry>(MaxWaiting);
    private readonly EventKind _first;
    private readonly List<Events.Entry> _missed;
    private string _last;

    /// <param name="events">Whose client it is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="audiences">What it may hear of.</param>
    /// <param name="last">The id of the last event that it may know of.</param>
    /// <param name="first">A ping, or a reset when it is unknown what it missed.</param>
    /// <param name="missed">What it missed.</param>
    public EventClient(Events events, TimeProvider time, Audience[] audiences, string last, EventKind first, IEnumerable<Events.Entry> missed)
    {
        (_events, _time, Audiences, _last, _first) = (events, time, audiences, last, first);
        _missed = [.. missed];
    }

    public Audience[] Audiences { get; }

    /// <summary>A full channel ends: its client comes back with the last id it saw, and gets the rest, or the word to read everything again.</summary>
    public void Take(Events.Entry entry)
    {
        if (!_waiting.Writer.TryWrite(entry))
        {
            End();
        }
    }

    public void End() => _waiting.Writer.TryComplete();

    public void Dispose() => _events.Disconnect(this);

    /// <summary>What it is told from now on. Ends after 10 minutes, when rights were taken away, and for a client that is too slow: they come back.</summary>
    public async IAsyncEnumerable<(string Id, LiveEvent Event)> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var life = new CancellationTokenSource(MaxLife, _time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, life.Token);
        yield return (_last, new LiveEvent(_first, null, null));
        foreach (var entry in _missed)
        {
            yield return (_last = entry.Id, entry.Event);
        }

        while (await NextAsync(limit.Token) is { } told)
        {
            yield return (_last, told);
        }
    }

    /// <returns>The next event, or a ping when none comes for a while; null at the end.</returns>
    private async Task<LiveEvent?> NextAsync(CancellationToken cancellation)
    {
        using var interval = new CancellationTokenSource(PingInterval, _time);
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancellation, interval.Token);
        try
        {
            // What was published before the end is still told.
            var next = _waiting.Reader.TryRead(out var waiting) ? waiting : await _waiting.Reader.ReadAsync(pause.Token);
            _last = next.Id;
            return next.Event;
        }
        catch (ChannelClosedException)
        {
            return null;
        }
        catch (OperationCanceledException)
        {
            return cancellation.IsCancellationRequested ? null : new LiveEvent(EventKind.Ping, null, null);
        }
    }
}
