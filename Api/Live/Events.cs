using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Belfry.Api.Live;

/// <summary>
/// Tells connected clients what changed. The last <see cref="MaxKept"/> events are kept, so that a client that was away for a moment misses
/// nothing; one that was away for longer, or is too slow, is told to read everything again. Ids are those of this process: <c>8c1f2a3b-17</c>.
/// </summary>
internal sealed class Events : IDisposable
{
    public const int MaxClients = 2_000;
    private const int MaxKept = 1_000;
    private const int MaxWaiting = 100;

    /// <summary>After this a client has to come back and show its rights again: a session or share link may have expired.</summary>
    private static readonly TimeSpan MaxLife = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(15);

    private readonly string _process = Guid.NewGuid().ToString("N")[..8];
    private readonly Lock _gate = new();
    private readonly Queue<Entry> _kept = new();
    private readonly HashSet<Channel<Entry>> _clients = [];
    private CancellationTokenSource _rights = new();
    private long _last;

    public void Publish(EventKind kind, Guid? list, Guid? item, params ReadOnlySpan<Audience> audiences)
    {
        lock (_gate)
        {
            var entry = new Entry(++_last, new LiveEvent(kind, list, item), audiences.ToArray());
            _kept.Enqueue(entry);
            if (_kept.Count > MaxKept)
            {
                _kept.Dequeue();
            }

            foreach (var client in _clients)
            {
                // A full channel ends: its client comes back with the last id it saw, and gets the rest, or the word to read everything again.
                if (!client.Writer.TryWrite(entry))
                {
                    client.Writer.TryComplete();
                }
            }
        }
    }

    /// <summary>Ends every connection: the clients come back at once, and those that lost their rights are refused then.</summary>
    public void Reconnect()
    {
        // Not disposed: a client may be taking its token at this moment, and there is no timer in it to give back.
        Interlocked.Exchange(ref _rights, new CancellationTokenSource()).Cancel();
    }

    public void Dispose() => _rights.Dispose();

    /// <summary>An item, or several when <paramref name="item"/> is null: for the list's owner and its guests.</summary>
    public void ItemChanged(string owner, Guid list, Guid? item) => Publish(EventKind.Item, list, item, Audience.Person(owner), Audience.GuestsOf(list));

    /// <inheritdoc cref="ItemChanged"/>
    public void ListChanged(string owner, Guid list) => Publish(EventKind.List, list, null, Audience.Person(owner), Audience.GuestsOf(list));

    /// <summary>Whether another client may connect.</summary>
    public bool HasRoom()
    {
        lock (_gate)
        {
            return _clients.Count < MaxClients;
        }
    }

    /// <summary>What these audiences are told from now on, after an event when its id is given. Ends after 10 minutes, and for clients that are too slow: they come back.</summary>
    public async IAsyncEnumerable<(string Id, LiveEvent Event)> ReadAsync(
        HashSet<Audience> audiences, string? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var channel = Channel.CreateBounded<Entry>(MaxWaiting);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _rights.Token);
        limit.CancelAfter(MaxLife);
        var missed = Subscribe(channel, after, out var first);
        try
        {
            yield return (Name(first), new LiveEvent(missed is null ? EventKind.Reset : EventKind.Ping, null, null));
            foreach (var entry in missed ?? [])
            {
                if (entry.Audiences.Any(audiences.Contains))
                {
                    yield return (Name(entry.Id), entry.Event);
                }
            }

            while (await NextAsync(channel, limit.Token) is { } next)
            {
                if (next.Audiences.Length == 0 || next.Audiences.Any(audiences.Contains))
                {
                    yield return (Name(next.Id), next.Event);
                }
            }
        }
        finally
        {
            lock (_gate)
            {
                _clients.Remove(channel);
            }
        }
    }

    /// <returns>What was missed since; null when that is not known any more.</returns>
    private List<Entry>? Subscribe(Channel<Entry> channel, string? after, out long first)
    {
        lock (_gate)
        {
            _clients.Add(channel);
            first = _last;
            if (after is null)
            {
                return [];
            }

            var seen = after.StartsWith($"{_process}-", StringComparison.Ordinal)
                && long.TryParse(after.AsSpan(_process.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : -1;
            if (seen < 0 || seen > _last || _last - seen > _kept.Count)
            {
                return null;
            }

            first = seen;
            return [.. _kept.Where(entry => entry.Id > seen)];
        }
    }

    /// <returns>The next event, or a ping when none comes for a while; null at the end.</returns>
    private async Task<Entry?> NextAsync(Channel<Entry> channel, CancellationToken cancellation)
    {
        if (channel.Reader.TryRead(out var waiting))
        {
            return waiting; // what was published before the end is still told
        }

        using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        pause.CancelAfter(PingInterval);
        try
        {
            return await channel.Reader.ReadAsync(pause.Token);
        }
        catch (ChannelClosedException)
        {
            return null;
        }
        catch (OperationCanceledException)
        {
            return cancellation.IsCancellationRequested ? null : new Entry(Volatile.Read(ref _last), new LiveEvent(EventKind.Ping, null, null), []);
        }
    }

    private string Name(long id) => string.Create(CultureInfo.InvariantCulture, $"{_process}-{id}");

    private sealed record Entry(long Id, LiveEvent Event, Audience[] Audiences);
}
