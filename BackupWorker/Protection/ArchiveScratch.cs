using Belfry.Storage.Backup;

namespace Belfry.BackupWorker.Protection;

/// <summary>
/// The archive's own folder for unfinished files. Copies that are being checked (<c>verify-*</c>, <c>restore-*</c>) are those of a job,
/// of which there is one at a time; anything else may be what a worker is streaming right now, or what somebody opening the archive writes.
/// </summary>
internal static class ArchiveScratch
{
    /// <summary>A file that is being streamed does not rest for as long as this.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromHours(1);

    /// <summary>While nobody streams, what is written here is small and published at once.</summary>
    private static readonly TimeSpan LongestOpening = TimeSpan.FromMinutes(1);

    /// <summary>Removes what killed processes left, and returns the folder. The caller has the turn to run a job.</summary>
    public static string Empty(Archive archive)
    {
        var scratch = Path.Combine(archive.WorkFolder, "tmp");
        if (!Directory.Exists(scratch))
        {
            return scratch;
        }

        using var stream = ArchiveLock.TryTakeStream(archive.WorkFolder);
        var silence = stream is null ? LongestSilence : LongestOpening;
        foreach (var file in new DirectoryInfo(scratch).EnumerateFiles())
        {
            if (IsOfAJob(file.Name) || DateTime.UtcNow - file.LastWriteTimeUtc > silence)
            {
                file.Delete();
            }
        }

        return scratch;
    }

    private static bool IsOfAJob(string name) =>
        name.StartsWith("verify-", StringComparison.Ordinal) || name.StartsWith("restore-", StringComparison.Ordinal);
}
