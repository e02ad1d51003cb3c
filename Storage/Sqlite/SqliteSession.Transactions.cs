using System.Diagnostics;
using SQLitePCL;

namespace Belfry.Storage.Sqlite;

/// <content>The write lock, and transactions as a whole.</content>
public sealed partial class SqliteSession
{
    internal bool InTransaction => raw.sqlite3_get_autocommit(Handle) == 0;

    /// <summary>As <see cref="TryBeginImmediate(TimeSpan)"/>.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.Busy"/>: somebody else kept it all the time.</exception>
    internal void BeginImmediate(TimeSpan patience)
    {
        if (!TryBeginImmediate(patience))
        {
            throw SqliteFault.From(Handle, raw.SQLITE_BUSY, Path, "Cannot take the write lock.");
        }
    }

    /// <summary>
    /// Takes the write lock, asking for it every millisecond; false when somebody else kept it all the time. SQLite's own waiting sleeps up to 100 ms between two tries,
    /// while a busy writer leaves the lock free for microseconds, and a follower that checkpoints needs it for a few milliseconds.
    /// </summary>
    /// <param name="patience">Also how long other statements of this session wait for locks from now on.</param>
    internal bool TryBeginImmediate(TimeSpan patience)
    {
        raw.sqlite3_busy_timeout(Handle, 0);
        try
        {
            for (var started = Stopwatch.GetTimestamp(); !TryBeginImmediate(); Thread.Sleep(1))
            {
                if (Stopwatch.GetElapsedTime(started) > patience)
                {
                    return false;
                }
            }

            return true;
        }
        finally
        {
            raw.sqlite3_busy_timeout(Handle, (int)patience.TotalMilliseconds);
        }
    }

    /// <summary>Takes the write lock, or says at once that another connection has it when this session's busy timeout is 0.</summary>
    internal bool TryBeginImmediate()
    {
        var statement = Start("begin immediate", []);
        try
        {
            var code = raw.sqlite3_step(statement.Handle);
            return code switch
            {
                raw.SQLITE_DONE => true,
                raw.SQLITE_BUSY => false,
                _ => throw SqliteFault.From(Handle, code, Path, "Cannot take the write lock."),
            };
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>
    /// Ends the transaction if one is open. It reports nothing: it follows a failure, which is what the caller is told, and SQLite may have
    /// rolled back already.
    /// </summary>
    internal void RollBack()
    {
        if (InTransaction)
        {
            _ = raw.sqlite3_exec(Handle, "rollback");
        }
    }
}
