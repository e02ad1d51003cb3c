using System.Diagnostics;

namespace Belfry.Storage.Following;

/// <summary>
/// When a follower looks next: often while something is written, seldom otherwise, for then the system says when the WAL is written again. It is asked for that only
/// while nothing is: a busy writer would raise thousands of events a second, and each costs more than a look. Where it does not tell, as of some mounts of virtual machines,
/// the seldom looks remain; where it refuses, the frequent ones.
/// </summary>
/// <remarks>Not a proof but a hint: a commit is published in the WAL index, which is shared memory, a while after its frames were written. So the looks stay frequent for a while after a hint.</remarks>
internal sealed class WalWatch(string path, FollowerOptions options) : IDisposable
{
    // Never disposed: the system may tell a moment after it was asked to stop, and a caller may wake a follower that has just ended.
    private readonly AutoResetEvent _woken = new(initialState: false);
    private FileSystemWatcher? _watcher;
    private long _quietSince = Stopwatch.GetTimestamp();
    private bool _refused;

    /// <summary>Ends a long wait, now or the next one. Safe from any thread.</summary>
    public void Wake() => _woken.Set();

    /// <summary>Waits until the next look.</summary>
    /// <param name="isQuiet">Whether the last look found nothing, and nothing else is under way.</param>
    /// <param name="stop">Ends the wait.</param>
    public void Wait(bool isQuiet, WaitHandle stop)
    {
        if (!isQuiet)
        {
            BeAwake();
        }

        if (_watcher is not null)
        {
            if (WaitHandle.WaitAny([stop, _woken], options.RestInterval) == 1)
            {
                BeAwake();
            }

            return;
        }

        // Between asking to be told and resting there is one more look: it finds what was written before the system began to tell.
        if (!_refused && Stopwatch.GetElapsedTime(_quietSince) > options.RestAfter)
        {
            Rest();
        }

        stop.WaitOne(options.Interval);
    }

    public void Dispose() => BeAwake();

    private void BeAwake()
    {
        _watcher?.Dispose();
        _watcher = null;
        _quietSince = Stopwatch.GetTimestamp();
    }

    private void Rest()
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!, $"{Path.GetFileName(path)}-wal") { NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.FileName };
            watcher.Changed += (_, _) => _woken.Set();
            watcher.Created += (_, _) => _woken.Set();
            watcher.Error += (_, _) => _woken.Set();
            watcher.EnableRaisingEvents = true;
            _watcher = watcher;
        }
        catch (Exception refused) when (refused is IOException or ArgumentException or PlatformNotSupportedException)
        {
            // Such as a limit of the system on how many may be told. It is not asked again: it would refuse ten times a second.
            watcher?.Dispose();
            _refused = true;
        }
    }
}
