using Belfry.Storage.Backup;

namespace Belfry.BackupWorker.Commands;

/// <summary>The id of the backup that the last restore into the live database took first: one line in the archive's state folder.</summary>
internal static class SafetyPoint
{
    public static void Remember(Archive archive, string id)
    {
        var file = FileOf(archive);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file + ".tmp", id);
        File.Move(file + ".tmp", file, overwrite: true);
    }

    /// <summary>Null when nothing was restored into the live database yet.</summary>
    public static string? Recall(Archive archive) => File.Exists(FileOf(archive)) ? File.ReadAllText(FileOf(archive)) : null;

    private static string FileOf(Archive archive) => Path.Combine(archive.WorkFolder, "state", "undo");
}
