using System.Text;
using Belfry.Dashboard.Live;
using Belfry.Dashboard.Records;
using Belfry.Dashboard.Resources;

namespace Belfry.Dashboard.Consoles;

/// <summary>One console line. <paramref name="Id"/> rises over all resources in order of arrival; <paramref name="Time"/> is in milliseconds since 1970.</summary>
internal sealed record ConsoleLine(long Id, string Resource, int N, double Time, string Stream, string Text);

/// <summary>Oldest first. <paramref name="More"/> is true when further lines match on the side that was asked for.</summary>
internal sealed record ConsolePage(List<ConsoleLine> Lines, bool More, long Dropped);

/// <summary>
/// The console output of every resource. Bounded per resource by <see cref="MaxLines"/> and <see cref="MaxBytes"/>, together by <see cref="MaxConsoles"/>
/// and <see cref="MaxTotalBytes"/> (the longest console gives way first); emptied by newer lines, by the next run of the app and by <see cref="Clear"/>. Lines the host sends again after a broken connection are known by their number.
/// </summary>
internal sealed class ConsoleStore(LiveUpdates live)
{
    public const int MaxConsoles = 100;
    public const int MaxLines = 100_000;
    public const int MaxBytes = 12 * 1024 * 1024;
    public const int MaxTotalBytes = 14 * 1024 * 1024;
    public const int MaxLineBytes = 16 * 1024;
    private static readonly string[] Streams = ["out", "err", "system"];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Lines> _consoles = new(StringComparer.OrdinalIgnoreCase);
    private long _nextId;

    public void Append(string resource, List<FeedLogLine> lines)
    {
        lock (_gate)
        {
            if (!_consoles.TryGetValue(resource, out var console))
            {
                if (_consoles.Count >= MaxConsoles)
                {
                    return;
                }

                _consoles[resource] = console = new Lines(resource);
            }

            foreach (var line in lines.Where(line => line.N > console.LastNumber))
            {
                console.Append(_nextId++, line);
            }

            MakeRoom();
        }

        live.Publish(LiveTopics.Console);
    }

    /// <summary>The <paramref name="limit"/> oldest lines after an id, or the newest ones before an id.</summary>
    public ConsolePage Query(string? resource, long? after, long? before, int limit)
    {
        lock (_gate)
        {
            var consoles = _consoles.Values.Where(console => resource is null || console.Is(resource)).ToList();
            var found = consoles.SelectMany(console => after is { } from ? console.After(from, limit + 1) : console.Before(before ?? long.MaxValue, limit + 1));
            var lines = (after is null ? found.OrderByDescending(line => line.Id) : found.OrderBy(line => line.Id)).Take(limit + 1).ToList();
            var more = lines.Count > limit;
            if (more)
            {
                lines.RemoveAt(limit);
            }

            if (after is null)
            {
                lines.Reverse();
            }

            return new ConsolePage(lines, more, consoles.Sum(console => console.Dropped));
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _consoles.Clear();
        }

        live.Publish(LiveTopics.Console);
    }

    private void MakeRoom()
    {
        while (_consoles.Values.Sum(console => console.UsedBytes) > MaxTotalBytes && _consoles.Values.MaxBy(console => console.UsedBytes) is { UsedBytes: > 0 } longest)
        {
            longest.DropSlab();
        }
    }

    private struct Entry
    {
        public long Id;
        public long Time;
        public int N;
        public byte Stream;
    }

    private sealed class Lines(string resource)
    {
        private readonly RecordRing<Entry> _ring = new(MaxLines, MaxBytes);

        public int LastNumber { get; private set; }

        public long Dropped => _ring.Oldest;

        public int UsedBytes => _ring.UsedBytes;

        /// <summary>Lets go of the oldest lines until memory comes free.</summary>
        public void DropSlab()
        {
            for (var wanted = UsedBytes - RecordRing<Entry>.SlabBytes; UsedBytes > wanted;)
            {
                _ring.EvictOldest();
            }
        }

        public bool Is(string name) => resource.Equals(name, StringComparison.OrdinalIgnoreCase);

        public void Append(long id, FeedLogLine line)
        {
            LastNumber = line.N;
            var text = Encoding.UTF8.GetBytes(line.Text);
            var stream = (byte)Math.Max(0, Array.IndexOf(Streams, line.Stream));
            var entry = new Entry { Id = id, Time = line.At.ToUnixTimeMilliseconds(), N = line.N, Stream = stream };
            _ring.Append(entry, text.AsSpan(0, Math.Min(text.Length, MaxLineBytes)));
        }

        public IEnumerable<ConsoleLine> After(long id, int limit)
        {
            for (var at = FirstAfter(id); at < _ring.Next && limit-- > 0; at++)
            {
                yield return View(at);
            }
        }

        public IEnumerable<ConsoleLine> Before(long id, int limit)
        {
            for (var at = FirstAfter(id - 1) - 1; at >= _ring.Oldest && limit-- > 0; at--)
            {
                yield return View(at);
            }
        }

        /// <summary>Ids rise within a console, so that a place is found by halving.</summary>
        private long FirstAfter(long id)
        {
            var (low, high) = (_ring.Oldest, _ring.Next);
            while (low < high)
            {
                var middle = low + ((high - low) / 2);
                (low, high) = _ring.Entry(middle).Id <= id ? (middle + 1, high) : (low, middle);
            }

            return low;
        }

        private ConsoleLine View(long at)
        {
            ref var entry = ref _ring.Entry(at);
            return new ConsoleLine(entry.Id, resource, entry.N, entry.Time, Streams[entry.Stream], Encoding.UTF8.GetString(_ring.Bytes(at)));
        }
    }
}
