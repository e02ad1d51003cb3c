using System.Diagnostics;

namespace Belfry.Storage.Backup;

/// <summary>
/// Slows a large copy down while somebody commits to the database beside it: a flush of the WAL waits for whatever else is on its way to the same disk, and the less that is,
/// the shorter. While nobody commits there is no limit.
/// </summary>
internal sealed class WritersPace
{
    private const double BytesPerSecond = 256 << 20;
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(2); // a timer is not finer
    private static readonly TimeSpan QuietAfter = TimeSpan.FromSeconds(1);

    private readonly FileInfo _wal;
    private DateTime _changed;
    private long? _seen;
    private long _free;

    /// <param name="wal">The WAL; every commit changes its time.</param>
    public WritersPace(string wal)
    {
        _wal = new FileInfo(wal);
        _changed = _wal.LastWriteTimeUtc;
    }

    /// <summary>Returns when so many bytes may go out. Time in which less went out than might have is not made up for.</summary>
    public async ValueTask KeepAsync(int bytes, CancellationToken cancellation)
    {
        var now = Stopwatch.GetTimestamp();
        if (!IsWritten(now))
        {
            return;
        }

        _free = Math.Max(_free, now);
        var ahead = Stopwatch.GetElapsedTime(now, _free);
        _free += (long)(bytes / BytesPerSecond * Stopwatch.Frequency);
        if (ahead > Shortest)
        {
            await Task.Delay(ahead, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Whether somebody committed a moment ago.</summary>
    private bool IsWritten(long now)
    {
        _wal.Refresh();
        if (_wal.LastWriteTimeUtc is var time && time != _changed)
        {
            (_changed, _seen) = (time, now);
        }

        return _seen is { } seen && Stopwatch.GetElapsedTime(seen, now) < QuietAfter;
    }
}
