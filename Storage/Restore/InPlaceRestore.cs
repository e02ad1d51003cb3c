using System.Diagnostics;
using Belfry.Storage.Sqlite;
using SQLitePCL;

namespace Belfry.Storage.Restore;

/// <summary>
/// Replaces the content of a live database by that of a checked file through SQLite's backup API: one transaction of the live database. Readers keep their
/// snapshot, then see the new content; a kill before the commit leaves the old content.
/// </summary>
internal sealed class InPlaceRestore : IDisposable
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(30);

    private readonly SqliteSession _source;
    private readonly SqliteSession _live;
    private readonly sqlite3_backup _backup;

    private InPlaceRestore(SqliteSession source, SqliteSession live)
    {
        _source = source;
        _live = live;
        _backup = raw.sqlite3_backup_init(live.Handle, "main", source.Handle, "main");
        if (_backup.IsInvalid)
        {
            throw SqliteFault.From(live.Handle, raw.SQLITE_ERROR, live.Path, $"Cannot restore into {live.Path}.");
        }
    }

    /// <summary>Opens both databases. The live one is not locked yet.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.RestoreImpossible"/>: the page sizes differ.</exception>
    public static InPlaceRestore Open(string restored, string live)
    {
        var source = new SessionFactory(restored, new DatabaseOptions { Path = restored }).Open();
        SqliteSession? target = null;
        try
        {
            target = new SessionFactory(live, new DatabaseOptions { Path = live, BusyTimeout = TimeSpan.Zero }).Open();
            var (had, has) = (target.QueryInt64("pragma page_size"), source.QueryInt64("pragma page_size"));
            if (had != has)
            {
                throw new StorageException(
                    StorageError.RestoreImpossible,
                    live,
                    $"Cannot restore into the live database {live}.",
                    $"Its page size is {had}, that of the restore point {has}.",
                    "Restore to a file, stop the application and put the file in place.");
            }

            target.Execute("pragma synchronous = full");
            return new InPlaceRestore(source, target);
        }
        catch
        {
            source.Dispose();
            target?.Dispose();
            throw;
        }
    }

    /// <summary>Takes the write lock of the live database: from now on nobody else can commit.</summary>
    /// <returns>The stopwatch's timestamp of that moment.</returns>
    /// <exception cref="StorageException"><see cref="StorageError.Busy"/>: another connection kept it for 30 s; others for other faults of the database.</exception>
    public async Task<long> LockAsync(CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();

        // A step of no pages locks the destination and copies nothing. SQLite gives up at once when the lock is taken, so the waiting is ours.
        int code;
        while (((code = Step(0)) & 0xFF) == raw.SQLITE_BUSY)
        {
            if (Stopwatch.GetElapsedTime(started) > LockPatience)
            {
                throw SqliteFault.Describe(code, "another connection kept the write lock", _live.Path, $"Cannot restore into {_live.Path}.");
            }

            await Task.Delay(1, cancellation).ConfigureAwait(false);
        }

        if (code != raw.SQLITE_OK)
        {
            throw SqliteFault.Describe(code, "the write lock was not given", _live.Path, $"Cannot restore into {_live.Path}.");
        }

        return Stopwatch.GetTimestamp();
    }

    /// <summary>Copies every page and commits. Not to be cancelled: it ends with the old content or the new one.</summary>
    public void Replace()
    {
        var code = Step(-1);
        if (code != raw.SQLITE_DONE)
        {
            throw SqliteFault.Describe(code, "copying into the live database failed; it keeps its content", _live.Path, $"Cannot restore into {_live.Path}.");
        }
    }

    public void Dispose()
    {
        _backup.Dispose(); // ends the transaction: committed after the last page, undone before
        _live.Dispose();
        _source.Dispose();
    }

    private int Step(int pages) => raw.sqlite3_backup_step(_backup, pages);
}
