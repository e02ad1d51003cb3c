using Belfry.Storage.Backup;

namespace Belfry.BackupWorker.Protection;

/// <summary>
/// The archive's own folder for unfinished files. Copies of databases (<c>verify-*</c>, <c>restore-*</c>, <c>copy-*</c>) are those of a job,
/// of which there is one at a time; anything else may be what a worker is streaming right now.
/// </summary>
internal static class ArchiveScratch
{
    /// <summary>A file that is being streamed does not rest for as long as this.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromHours(1);

    /// <summary>Removes what killed processes left, and returns the folder. The caller has the turn to run a job.</summary>
    public static string Empty(Archive archive)
    {
        var scratch = Path.Combine(archive.WorkFolder, "tmp");
        if (!Directory.Exists(scratch))
        {
            return scratch;
        }

        using var stream = ArchiveLock.TryTakeStream(archive.WorkFolder);
        foreach (var file in new DirectoryInfo(scratch).EnumerateFiles())
        {
            if (stream is not null || IsOfAJob(file.Name) || DateTime.UtcNow - file.LastWriteTimeUtc > LongestSilence)
            {
                file.Delete();
            }
        }

        return scratch;
    }

    private static bool IsOfAJob(string name) =>
        ((string[])["verify-", "restore-", "copy-"]).Any(begin => name.StartsWith(begin, StringComparison.Ordinal));
}
