using System.Diagnostics;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Sqlite;
using SQLitePCL;

namespace Belfry.Storage.Backup;

/// <summary>
/// A copy of one moment of a database that is not in WAL mode. There nobody can commit while somebody reads, so the pages are copied through SQLite in small steps, and the
/// lock is let go after each. When somebody wrote in between, SQLite begins anew by itself; after some beginnings all is copied in one step, for which writers wait.
/// </summary>
internal static class SteppedCopy
{
    /// <summary>With the usual pages of 4 KiB, 4 MiB: some milliseconds.</summary>
    private const int PagesPerStep = 1024;

    private const int Beginnings = 3;

    /// <summary>How long a lock of somebody else is waited out. SQLite does not queue for it, so it is tried often.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>As long as most steps take, so that a writer who waits finds the lock free at least half of the time.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <param name="path">The database.</param>
    /// <param name="copy">The new file, readable for its owner only.</param>
    /// <param name="cancellation">Stops between two steps; the caller deletes what is there.</param>
    /// <returns>The moment that the copy shows: when the last step began, for nobody wrote since the first of its pages was copied.</returns>
    /// <exception cref="StorageException">The database cannot be read, is locked for too long, or the disk is full.</exception>
    public static Task<DateTimeOffset> MakeAsync(string path, string copy, CancellationToken cancellation) => Task.Run(() => Make(path, copy, cancellation), cancellation);

    private static DateTimeOffset Make(string path, string copy, CancellationToken cancellation)
    {
        MakeFile(copy);
        using var from = new SessionFactory(path, new DatabaseOptions { Path = path }).OpenReader();
        from.QueryInt64("pragma busy_timeout = 0"); // the waiting is ours
        using var to = new SessionFactory(copy, new DatabaseOptions { Path = copy }).Open();
        to.Execute("pragma synchronous = off"); // a copy that a power cut tears is not missed
        using var backup = raw.sqlite3_backup_init(to.Handle, "main", from.Handle, "main");
        var (left, beginnings, moved) = (int.MaxValue, 1, Stopwatch.GetTimestamp());
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var shows = DateTimeOffset.UtcNow;
            var code = raw.sqlite3_backup_step(backup, beginnings > Beginnings ? -1 : PagesPerStep);
            if (code == raw.SQLITE_DONE)
            {
                return shows;
            }

            if (code == raw.SQLITE_OK)
            {
                var remaining = raw.sqlite3_backup_remaining(backup);
                beginnings += remaining >= left ? 1 : 0;
                (left, moved) = (remaining, Stopwatch.GetTimestamp());
            }
            else if (code != raw.SQLITE_BUSY || Stopwatch.GetElapsedTime(moved) > Patience)
            {
                throw SqliteFault.Describe(code, code == raw.SQLITE_BUSY ? "another program keeps it locked" : "a page could not be copied", path, $"Cannot back up {path}.");
            }

            cancellation.WaitHandle.WaitOne(Pause);
        }
    }

    private static void MakeFile(string copy)
    {
        var folder = Path.GetDirectoryName(copy)!;
        try
        {
            DurableFiles.CreateFolder(folder);
            DurableFiles.Create(copy).Dispose();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                StorageError.ArchiveUnavailable,
                folder,
                "No backup was taken.",
                $"No file can be made in {folder}: {cause.Message.TrimEnd('.')}.",
                "Check that the folder is mounted, writable by this user and not full.",
                cause);
        }
    }
}
