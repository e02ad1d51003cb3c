using SQLitePCL;

namespace Belfry.Storage.Sqlite;

/// <summary>Turns a result code of SQLite into a <see cref="StorageException"/>.</summary>
internal static class SqliteFault
{
    public static StorageException From(sqlite3 handle, int code, string path, string what)
    {
        var extended = raw.sqlite3_extended_errcode(handle);
        var detail = raw.sqlite3_errmsg(handle).utf8_to_string();
        return Describe((extended & 0xFF) == (code & 0xFF) ? extended : code, detail, path, what);
    }

    public static StorageException Describe(int code, string detail, string path, string what)
    {
        var (error, next) = (code & 0xFF) switch
        {
            raw.SQLITE_NOTADB => (StorageError.NotADatabase, "Check the path; if the file should be a database, restore it from a backup. It was left untouched."),
            raw.SQLITE_CORRUPT => (StorageError.Corrupt, "Restore the newest verified backup to another file and compare. The damaged file was left untouched."),
            raw.SQLITE_FULL => (StorageError.DiskFull, "Free disk space on the volume; the next write is tried as usual."),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => (StorageError.Busy, "Try again; if it persists, find the other process that holds the database open."),
            raw.SQLITE_CONSTRAINT => (StorageError.Constraint, "Correct the values and try again."),
            raw.SQLITE_READONLY => (StorageError.ReadOnly, "Write through WriteAsync, and check that the file and its folder are writable by this user."),
            raw.SQLITE_INTERRUPT => (StorageError.DeadlineExceeded, "Narrow the query or raise the read deadline."),
            raw.SQLITE_PROTOCOL => (StorageError.LocksNotWorking, "Move the volume to a local file system."),
            raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH => (StorageError.FolderNotWritable, "Check that the folder exists and belongs to this user."),
            raw.SQLITE_NOMEM => (StorageError.InputOutput, "Give the process more memory, or lower DatabaseOptions.CacheKibibytes."),
            raw.SQLITE_TOOBIG => (StorageError.Statement, "Pass smaller values: a text, a blob or a row has at most 1,000,000,000 bytes."),
            raw.SQLITE_IOERR => (StorageError.InputOutput, "Check the disk and the system log."),
            _ => (StorageError.Statement, "Correct the statement."),
        };
        return new StorageException(error, path, what, $"SQLite says: {detail} (code {code}).", next) { SqliteCode = code };
    }
}
