namespace Belfry.Api.Live;

/// <summary>
/// Tells connected clients what changed. The newest <see cref="MaxKept"/> events of each audience that was ever listened for are kept, so that a client that was
/// away for a moment misses nothing; one that was away for longer, or is too slow, is told to read everything again. Nothing that a client gets depends on
/// events of other audiences, or a list's owner would learn of claims by gaps between ids, by pings that come late, or by events pushed out.
/// </summary>
internal sealed class Events(TimeProvider time)
{
    public const int MaxClients = 2_000;

    /// <summary>Of a person, or of the guests of a list.</summary>
    public const int MaxClientsOfOne = 100;

    private const int MaxKept = 100;

    /// <summary>Of audiences whose events are kept; of those that nobody listens for, the one that was told nothing for longest gives way.</summary>
    private const int MaxLogs = MaxClients + 1_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<Audience, Log> _logs = [];
    private readonly HashSet<EventClient> _clients = [];
    private long _last;

    public void Publish(EventKind kind, Guid? list, Guid? item, params ReadOnlySpan<Audience> audiences)
    {
        lock (_gate)
        {
            _last++;
            Entry? entry = null;
            foreach (var audience in audiences)
            {
                if (_logs.TryGetValue(audience, out var log))
                {
                    log.Add(entry ??= new Entry(_last, NewId(), new LiveEvent(kind, list, item)));
                }
            }

            if (entry is null)
            {
                return;
            }

            foreach (var client in _clients)
            {
                if (audiences.ContainsAny(client.Audiences))
                {
                    client.Take(entry);
                }
            }
        }
    }

    /// <summary>Ends the connections of an audience: its clients come back at once, and those that lost their rights are refused then.</summary>
    public void Reconnect(Audience audience)
    {
        lock (_gate)
        {
            foreach (var client in _clients)
            {
                if (client.Audiences.Contains(audience))
                {
                    client.End();
                }
            }
        }
    }

    /// <summary>An item, or several when <paramref name="item"/> is null: for the list's owner and its guests.</summary>
    public void ItemChanged(string owner, Guid list, Guid? item) => Publish(EventKind.Item, list, item, Audience.Person(owner), Audience.GuestsOf(list));

    /// <inheritdoc cref="ItemChanged"/>
    public void ListChanged(string owner, Guid list) => Publish(EventKind.List, list, null, Audience.Person(owner), Audience.GuestsOf(list));

    /// <summary>The id of the last event that these audiences were told: who reads their data now and connects with it later misses nothing.</summary>
    public string Place(Audience[] audiences)
    {
        lock (_gate)
        {
            return NewestOf(audiences.Select(Find));
        }
    }

    /// <summary>Connects a client, until that is disposed.</summary>
    /// <param name="audiences">What it may hear of; the first is its own, of which there are at most <see cref="MaxClientsOfOne"/>.</param>
    /// <param name="after">The id of the last event that it saw; null for one that begins.</param>
    /// <returns>Null when there are too many.</returns>
    public EventClient? Connect(Audience[] audiences, string? after)
    {
        lock (_gate)
        {
            if (_clients.Count >= MaxClients || _clients.Count(other => other.Audiences[0] == audiences[0]) >= MaxClientsOfOne)
            {
                return null;
            }

            var logs = audiences.Select(Find).ToList();
            logs.ForEach(log => log.Listeners++);
            var visible = logs.SelectMany(log => log.Kept).DistinctBy(entry => entry.Number).OrderBy(entry => entry.Number).ToList();
            var places = logs.Select(log => log.Start).Concat(visible).ToList();
            var newest = NewestOf(logs);
            var seen = after is null ? _last : places.Find(place => place.Id == after)?.Number;
            var isKnown = seen is not null && logs.TrueForAll(log => log.Dropped <= seen);
            var client = isKnown
                ? new EventClient(this, time, audiences, after ?? newest, EventKind.Ping, visible.Where(entry => entry.Number > seen))
                : new EventClient(this, time, audiences, newest, EventKind.Reset, []);
            _clients.Add(client);
            return client;
        }
    }

    public void Disconnect(EventClient client)
    {
        lock (_gate)
        {
            if (_clients.Remove(client))
            {
                foreach (var audience in client.Audiences)
                {
                    _logs[audience].Listeners--;
                }
            }
        }
    }

    private static string NewId() => Guid.NewGuid().ToString("N")[..16];

    private static string NewestOf(IEnumerable<Log> logs) => logs.SelectMany(log => log.Kept.Prepend(log.Start)).MaxBy(place => place.Number)!.Id;

    /// <summary>The log of an audience, kept from now on.</summary>
    private Log Find(Audience audience)
    {
        if (!_logs.TryGetValue(audience, out var log))
        {
            if (_logs.Count >= MaxLogs)
            {
                _logs.Remove(_logs.Where(other => other.Value.Listeners == 0).MinBy(other => other.Value.Newest).Key);
            }

            _logs[audience] = log = new Log(new Entry(_last, NewId(), new LiveEvent(EventKind.Ping, null, null)));
        }

        return log;
    }

    /// <param name="Number">Their order; not told, for it counts what others are told.</param>
    /// <param name="Id">As clients know it: random.</param>
    /// <param name="Event">What is told.</param>
    internal sealed record Entry(long Number, string Id, LiveEvent Event);

    /// <summary>The events of an audience since it was first listened for.</summary>
    private sealed class Log(Entry start)
    {
        public Queue<Entry> Kept { get; } = new();

        /// <summary>No event, but the place before the first one.</summary>
        public Entry Start { get; } = start;

        /// <summary>How many are connected.</summary>
        public int Listeners { get; set; }

        /// <summary>The number of the newest that is kept no more.</summary>
        public long Dropped { get; private set; } = start.Number;

        public long Newest { get; private set; } = start.Number;

        public void Add(Entry entry)
        {
            Kept.Enqueue(entry);
            Newest = entry.Number;
            if (Kept.Count > MaxKept)
            {
                Dropped = Kept.Dequeue().Number;
            }
        }
    }
}
