using System.Diagnostics;
using Belfry.Storage.Sqlite;
using Belfry.Storage.Wal;
using Microsoft.Extensions.Logging;

namespace Belfry.Storage.Writing;

/// <summary>
/// Copies the WAL into the database file when it passed its limit. It holds the write lock meanwhile: in SQLite before 3.51.3 a writer
/// that restarts the WAL while another connection checkpoints can lose commits (sqlite.org/wal.html#walresetbug). With a later one most is copied
/// ahead, while the writer goes on, and the lock is held for the rest only.
/// </summary>
internal sealed partial class Checkpointer(SqliteSession writing, SqliteSession copier, long limitBytes, ILogger logger) : IDisposable
{
    /// <summary>
    /// With a WAL of so many times its limit the writer leaves the lock free for a moment after each batch: a follower that wants to checkpoint asks for
    /// it every millisecond, and would otherwise find it taken as long as there is always something to write.
    /// </summary>
    private const int PauseAt = 2;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(3);

    private readonly FileInfo _wal = new(writing.Path + "-wal");

    /// <summary>The size at which to run next; 0 stands for the limit.</summary>
    private long _next;

    private Task? _ahead;

    /// <summary>Called by the writer between two batches. A checkpoint that fails loses nothing: what was committed stays in the WAL.</summary>
    public void AfterCommit()
    {
        // journal_size_limit equals the limit, so the first commit after a restart of the WAL cuts the file back to it:
        // a longer file means that the present WAL, not an earlier one, passed the limit.
        _wal.Refresh();
        var size = _wal.Exists ? _wal.Length : 0;
        StorageTelemetry.WalBytes.Record(size);
        if (size > Math.Max(limitBytes, _next))
        {
            if (IsCopiedAhead())
            {
                Run(size);
            }
        }
        else if (size <= limitBytes)
        {
            _next = 0;
            _ahead = _ahead is { IsCompleted: true } ? null : _ahead; // what it copied is of a WAL that is gone
        }

        if (size > PauseAt * limitBytes)
        {
            Thread.Sleep(Pause);
        }
    }

    public void Dispose()
    {
        _ahead?.Wait(); // it uses the connection
        copier.Dispose();
    }

    private bool IsCopiedAhead()
    {
        if (!EngineVersion.Current.HasWalResetFix)
        {
            return true;
        }

        _ahead ??= Task.Run(() =>
        {
            try
            {
                PassiveCheckpoint.Run(copier);
            }
            catch (StorageException)
            {
                // What follows under the lock fails as well, and is told.
            }
        });
        return _ahead.IsCompleted;
    }

    private void Run(long size)
    {
        // Whatever stops it, a long read or a full disk: come back when as much again was written, not after every commit.
        _next = size + limitBytes;
        _ahead = null;
        var started = Stopwatch.GetTimestamp();
        try
        {
            writing.Execute("begin immediate");
            var (_, frames, copied) = PassiveCheckpoint.Run(copier);
            if (copied < frames)
            {
                LogBlocked(frames, copied, size);
            }
        }
        catch (StorageException failure)
        {
            LogFailed(size, failure);
        }
        finally
        {
            writing.RollBack();
        }

        StorageTelemetry.CheckpointTime.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A long read keeps the WAL from being copied: {Copied} of {Frames} frames done, the WAL has {Size} bytes.")]
    private partial void LogBlocked(long frames, long copied, long size);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The WAL of {Size} bytes was not checkpointed; it is tried again later.")]
    private partial void LogFailed(long size, StorageException failure);
}
