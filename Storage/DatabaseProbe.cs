using Belfry.Storage.Sqlite;

namespace Belfry.Storage;

/// <summary>Looks at a database that belongs to another program.</summary>
public static class DatabaseProbe
{
    /// <summary>The journal mode in which commits can be streamed.</summary>
    public const string Wal = "wal";

    /// <summary>Whether the file exists and has a table. A new database has none between its creation and its first migration.</summary>
    /// <param name="path">The database file; it is not created.</param>
    /// <exception cref="StorageException">The file exists but cannot be read as a database.</exception>
    public static bool HasTables(string path) =>
        Look(path, session => session.QueryInt64("select exists (select 1 from sqlite_schema where type = 'table')") == 1);

    /// <summary>The journal mode in SQLite's own word, such as <c>wal</c> or <c>delete</c>; null when there is no such file.</summary>
    /// <inheritdoc cref="HasTables"/>
    public static string? JournalMode(string path) => Look(path, session => session.Query("pragma journal_mode", static row => row.GetString(0))[0]);

    private static T? Look<T>(string path, Func<SqliteSession, T> question)
    {
        if (!File.Exists(path))
        {
            return default;
        }

        try
        {
            var hasWal = new FileInfo(path + "-wal") is { Exists: true, Length: > 0 };
            using var session = new SessionFactory(path, new DatabaseOptions { Path = path }).Open();
            if (hasWal)
            {
                session.LeaveWalOnClose();
            }

            return question(session);
        }
        catch (StorageException cause) when (cause.SqliteCode != 0)
        {
            throw new StorageException(cause.Error, path, $"Cannot read {path}.", cause.Why, cause.NextStep, cause) { SqliteCode = cause.SqliteCode };
        }
    }
}
