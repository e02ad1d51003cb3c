using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Restore;
using Belfry.Storage.Sqlite;
using SQLitePCL;

namespace Belfry.Storage;

/// <summary>Copies a database of any program, also one that is in use, to where this one shall keep it.</summary>
public static class DatabaseCopy
{
    /// <summary>
    /// Makes a checked copy of one moment: page by page through SQLite, so that commits in a WAL or a rollback journal are in it. The copy is in WAL mode,
    /// readable for its owner only, and flushed to the disk. The source and its WAL stay as they are; only a rollback journal that a crash left is rolled back in it,
    /// as by whoever opens it next.
    /// </summary>
    /// <param name="source">The database file, in any journal mode.</param>
    /// <param name="path">The new file; it must not exist.</param>
    /// <param name="cancellation">Stops before the checks; nothing is left then.</param>
    /// <exception cref="StorageException">The source is no database or cannot be read, the copy is not sound, or the disk is full.</exception>
    public static Task MakeAsync(string source, string path, CancellationToken cancellation = default) =>
        Task.Run(() => Make(source, path, cancellation), cancellation);

    private static void Make(string source, string path, CancellationToken cancellation)
    {
        DurableFiles.CreateFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        DurableFiles.Create(path).Dispose();
        try
        {
            Fill(source, path);
            cancellation.ThrowIfCancellationRequested();
            RestoredDatabase.Check(path, cancellation);
            using (new SessionFactory(path, new DatabaseOptions { Path = path }).OpenWriter())
            {
                // Opened once to become a WAL database; closing it leaves the file alone, without a WAL.
            }

            using (var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite))
            {
                file.Flush(flushToDisk: true);
            }

            DurableFiles.FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch
        {
            DatabaseFiles.Delete(path);
            throw;
        }
    }

    private static void Fill(string source, string path)
    {
        using var from = Open(source);
        using var to = new SessionFactory(path, new DatabaseOptions { Path = path }).Open();
        using var backup = raw.sqlite3_backup_init(to.Handle, "main", from.Handle, "main");
        var code = raw.sqlite3_backup_step(backup, -1);
        if (code != raw.SQLITE_DONE)
        {
            throw SqliteFault.From(to.Handle, code, source, $"Cannot copy {source}.");
        }
    }

    private static SqliteSession Open(string source)
    {
        try
        {
            var session = new SessionFactory(source, new DatabaseOptions { Path = source }).OpenReader();
            session.LeaveWalOnClose();
            return session;
        }
        catch (StorageException cause) when (cause.SqliteCode != 0)
        {
            throw new StorageException(cause.Error, source, $"Cannot copy {source}.", cause.Why, cause.NextStep, cause) { SqliteCode = cause.SqliteCode };
        }
    }
}
