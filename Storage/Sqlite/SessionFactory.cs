using SQLitePCL;

namespace Belfry.Storage.Sqlite;

/// <summary>Opens the connections of one database file, each with the pragmas of its part.</summary>
internal sealed class SessionFactory(string path, DatabaseOptions options)
{
    private const int OpenFlags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX;
    private const int StablePlans = 1007; // SQLITE_DBCONFIG_ENABLE_QPSG

    public string Path { get; } = path;

    /// <summary>The connection that writes. The first one also makes a new file a WAL database.</summary>
    public SqliteSession OpenWriter()
    {
        var session = Open();
        try
        {
            // The first read: a file that is not a database, or a damaged one, is refused here, before anything could change it.
            if (session.QueryInt64("select count(*) from sqlite_schema") == 0)
            {
                // Both take effect only while the database is empty.
                session.Execute($"pragma page_size = {options.PageSize}");
                session.Execute("pragma auto_vacuum = incremental");
            }

            var mode = session.QueryString("pragma journal_mode = wal");
            if (mode != "wal")
            {
                throw new StorageException(
                    StorageError.LocksNotWorking,
                    Path,
                    $"Cannot open {Path}.",
                    $"SQLite could not switch it to write-ahead logging (it stayed in mode {mode}).",
                    "Move the volume to a local file system with working locks and shared memory.");
            }

            session.Execute("pragma synchronous = full");

            // Under load the WAL passes its limit by something before it is copied: to cut that off each time, and to let the file grow again, would take longer than a commit.
            session.Execute($"pragma journal_size_limit = {options.CheckpointBytes / 2 * 3}");
            session.Execute($"pragma cache_size = -{options.CacheKibibytes}");
            return session;
        }
        catch (StorageException cause) when (cause.SqliteCode != 0)
        {
            session.Dispose();
            throw new StorageException(cause.Error, Path, $"Cannot open {Path}.", cause.Why, cause.NextStep, cause) { SqliteCode = cause.SqliteCode };
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>A connection that only reads.</summary>
    public SqliteSession OpenReader() => Configure(Open(), $"pragma cache_size = -{options.CacheKibibytes / 8}", "pragma query_only = on");

    /// <summary>A connection without a part yet: lock wait, no checkpoint of its own, foreign keys, temporary tables in memory, no mapped file.</summary>
    public SqliteSession Open()
    {
        _ = EngineVersion.Current;
        var code = raw.sqlite3_open_v2(Path, out var handle, OpenFlags, null);
        if (code != raw.SQLITE_OK)
        {
            using (handle)
            {
                throw SqliteFault.From(handle, code, Path, $"Cannot open {Path}.");
            }
        }

        raw.sqlite3_busy_timeout(handle, (int)options.BusyTimeout.TotalMilliseconds);

        // Otherwise SQLite plans by the values that are bound (a LIMIT, a partial index), and so prepares such a statement anew at every execution.
        _ = raw.sqlite3_db_config(handle, StablePlans, 1, out _);
        return Configure(
            new SqliteSession(handle, Path),
            "pragma wal_autocheckpoint = 0",
            "pragma foreign_keys = on",
            "pragma temp_store = memory",
            "pragma mmap_size = 0");
    }

    private static SqliteSession Configure(SqliteSession session, params ReadOnlySpan<string> pragmas)
    {
        try
        {
            foreach (var pragma in pragmas)
            {
                session.Execute(pragma);
            }

            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
