using System.Collections.Concurrent;
using System.Globalization;

namespace Belfry.Bench.Backup;

/// <summary>When segments appear in the folder of an archive, and up to which commit each one reaches.</summary>
internal sealed class SegmentArrivals : IDisposable
{
    private readonly ConcurrentQueue<(long Last, DateTimeOffset At)> _arrivals = new();
    private readonly FileSystemWatcher _watcher;

    public SegmentArrivals(string archive)
    {
        _watcher = new FileSystemWatcher(archive, "*.segment") { IncludeSubdirectories = true, InternalBufferSize = 1 << 16 };
        _watcher.Created += Note;
        _watcher.Renamed += Note;
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>How long each commit waited, in milliseconds; commits that never arrived count as endless.</summary>
    /// <param name="acknowledged">When each commit after the beginning was acknowledged.</param>
    public List<double> Lags(IReadOnlyList<DateTimeOffset> acknowledged)
    {
        var lags = new List<double>();
        foreach (var (last, at) in _arrivals.OrderBy(arrival => arrival.Last))
        {
            while (lags.Count < Math.Min(last, acknowledged.Count))
            {
                lags.Add((at - acknowledged[lags.Count]).TotalMilliseconds);
            }
        }

        lags.AddRange(Enumerable.Repeat(double.PositiveInfinity, acknowledged.Count - lags.Count));
        return lags;
    }

    public void Dispose() => _watcher.Dispose();

    /// <summary>Such as <c>0000000000000001-00000000000000ff-20261121T011501.007Z.segment</c>.</summary>
    private void Note(object sender, FileSystemEventArgs change) =>
        _arrivals.Enqueue((long.Parse(Path.GetFileName(change.Name!).Split('-')[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture), DateTimeOffset.UtcNow));
}
