using Belfry.BackupWorker.Databases;
using Belfry.Storage.Backup.Targets;

namespace Belfry.BackupWorker.Protection;

/// <summary>
/// An archive in a folder, as one of its databases sees it. What is unfinished, what a follower remembers, locks and pauses are each database's own: those of the first lie in
/// the archive's folder itself, those of <c>notes</c> in <c>work/notes</c> of it.
/// </summary>
internal static class ArchiveFolder
{
    public static FolderTarget Open(string folder, string database) => new(folder, WorkFolder(folder, database));

    /// <summary>As a full path.</summary>
    public static string WorkFolder(string folder, string database) =>
        database == ConfiguredDatabase.First ? Path.GetFullPath(folder) : Path.Combine(Path.GetFullPath(folder), "work", database);
}
