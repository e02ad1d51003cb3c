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
internal sealed partial class Checkpointer(SqliteSession writing, SqliteSession copier, DatabaseOptions options, ILogger logger) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan PauseEvery = WalCopier.LockPatience / 3;

    private readonly WalLength _wal = new(writing);
    private readonly long _limit = options.CheckpointBytes;

    /// <summary>The length at which to run next; 0 stands for the limit.</summary>
    private long _next;

    private Task? _ahead;
    private long _paused;

    /// <summary>Whether the WAL is beyond its limit; to be asked by whoever has the writer's turn.</summary>
    public bool IsDue => _wal.Bytes > _limit;

    /// <summary>Called by the writer between two batches. A checkpoint that fails loses nothing: what was committed stays in the WAL.</summary>
    public void AfterCommit()
    {
        var length = _wal.Bytes;
        StorageTelemetry.WalBytes.Record(length);
        if (length <= _limit)
        {
            _next = 0;
            _ahead = _ahead is { IsCompleted: true } ? null : _ahead; // what it copied is of a WAL that is gone
        }
        else if (length > _next && IsCopiedAhead())
        {
            Run(length);
        }

        if (length > _limit / 4 * 3)
        {
            LetOthers();
        }
    }

    public void Dispose()
    {
        _ahead?.Wait(); // it uses the connection
        copier.Dispose();
        _wal.Dispose();
    }

    /// <summary>
    /// Leaves the write lock free for a moment, now and then: a follower that wants to checkpoint asks for it every millisecond, for
    /// <see cref="WalCopier.LockPatience"/>, and would otherwise find it taken as long as there is always something to write.
    /// </summary>
    private void LetOthers()
    {
        if (Stopwatch.GetElapsedTime(_paused) > PauseEvery)
        {
            Thread.Sleep(Pause);
            _paused = Stopwatch.GetTimestamp();
        }
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

    private void Run(long length)
    {
        // Whatever stops it, a long read or a full disk: come back when as much again was written, not after every commit.
        _next = length + _limit;
        _ahead = null;
        var started = Stopwatch.GetTimestamp();
        try
        {
            writing.BeginImmediate(options.BusyTimeout);
            var (_, frames, copied) = PassiveCheckpoint.Run(copier);
            if (copied < frames)
            {
                LogBlocked(frames, copied, length);
            }
        }
        catch (StorageException failure)
        {
            LogFailed(length, failure);
        }
        finally
        {
            writing.RollBack();
        }

        StorageTelemetry.CheckpointTime.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A long read keeps the WAL from being copied: {Copied} of {Frames} frames done, the WAL has {Length} bytes.")]
    private partial void LogBlocked(long frames, long copied, long length);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The WAL of {Length} bytes was not checkpointed; it is tried again later.")]
    private partial void LogFailed(long length, StorageException failure);
}
