using Belfry.Storage;

namespace Belfry.BackupWorker.Protection;

/// <summary>Says of a database that is not in WAL mode why its commits cannot be streamed, and what would change that.</summary>
internal static class JournalMode
{
    /// <summary>Two sentences; null when the database is in WAL mode, or not there.</summary>
    /// <exception cref="StorageException">It cannot be read.</exception>
    public static string? Hindrance(string database) => DatabaseProbe.JournalMode(database) is { } mode and not DatabaseProbe.Wal
        ? $"{database} is not in WAL mode (its journal mode is {mode}), so its commits cannot be streamed and snapshots alone protect it. "
            + $"To stream them too, if its program allows that, run pragma journal_mode=wal: {Switch(database)}"
        : null;

    public static string Switch(string database) => $"sqlite3 {Wording.Quoted(database)} 'pragma journal_mode=wal'";
}
