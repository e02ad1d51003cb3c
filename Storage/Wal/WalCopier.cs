using Belfry.Storage.Sqlite;

namespace Belfry.Storage.Wal;

/// <summary>Copies the WAL into the database file for a <see cref="WalFollower"/>: most of it ahead, the rest while it keeps others from writing.</summary>
internal sealed class WalCopier : IDisposable
{
    /// <summary>For how long the write lock is asked for: nothing is followed meanwhile.</summary>
    public static readonly TimeSpan LockPatience = TimeSpan.FromMilliseconds(100);

    private readonly SqliteSession _lock;
    private readonly SqliteSession _copier;
    private Task<bool>? _copying;

    public WalCopier(string path)
    {
        var sessions = new SessionFactory(path, new DatabaseOptions { Path = path });
        _lock = sessions.Open();
        try
        {
            _copier = sessions.Open();
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Copies what the follower read and flushes it, while the follower goes on; true once that is done. It is nearly everything, so that the write lock is
    /// then held for a few pages only. No lock is needed for this, though older SQLite lost commits when a writer restarted the WAL under a
    /// checkpoint (sqlite.org/wal.html#walresetbug): the held read either keeps the WAL from being restarted, or, on read mark 0, keeps the
    /// copying from beginning.
    /// </summary>
    public bool IsCopiedAhead() => (_copying ??= Task.Run(Copy)).IsCompleted;

    /// <summary>Copies what was read since, and waits for it.</summary>
    public async Task CopyAheadAsync()
    {
        await EndCopyingAsync().ConfigureAwait(false);
        await (_copying = Task.Run(Copy)).ConfigureAwait(false);
    }

    /// <summary>Whether the database file has everything of the WAL afterwards.</summary>
    public bool Copy()
    {
        var (busy, frames, copied) = PassiveCheckpoint.Run(_copier);
        if (!busy && frames != copied)
        {
            // SQLite flushes the file with the end of the WAL only, which a busy writer moves on: all would be flushed when the write lock is held.
            SqliteNative.FlushFile(_copier);
        }

        return !busy && frames == copied;
    }

    /// <summary>Copies ahead if nothing did yet, and takes the write lock if it can be had within <see cref="LockPatience"/>.</summary>
    public async Task<bool> TryLockAsync()
    {
        _copying ??= Task.Run(Copy);
        await EndCopyingAsync().ConfigureAwait(false);
        return _lock.TryBeginImmediate(LockPatience);
    }

    public void Unlock() => _lock.RollBack();

    public void Dispose()
    {
        Task.WhenAny(_copying ?? Task.CompletedTask).Wait(); // it uses a connection
        _lock.Dispose();
        _copier.Dispose();
    }

    /// <summary>Waits for the copying that is under way or was done, whose failure is told here, and forgets it.</summary>
    private Task EndCopyingAsync()
    {
        Task copying = _copying ?? Task.CompletedTask;
        _copying = null;
        return copying;
    }
}
