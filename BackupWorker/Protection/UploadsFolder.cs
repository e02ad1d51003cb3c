using Belfry.Storage.Backup;

namespace Belfry.BackupWorker.Protection;

/// <summary>The folder of the uploaded files that belong to a database.</summary>
/// <param name="Path">As a full path; it need not exist.</param>
internal sealed record UploadsFolder(string Path)
{
    /// <summary>Whether a setting names it; else it is where the application keeps such files, if it has any.</summary>
    public bool IsNamed { get; init; }

    /// <summary>The environment variable of that setting.</summary>
    public string Setting { get; init; } = "Backup__Uploads";

    /// <summary>
    /// What a backup lacks because the folder is not there; null when it is, or when nobody has to miss it: no setting names it, and no backup of the archive was taken with one.
    /// </summary>
    public async Task<Fault?> MissingAsync(Archive archive, CancellationToken cancellation) =>
        !Directory.Exists(Path) && (IsNamed || await archive.HasUploadsAsync(cancellation)) ? Faults.UploadsMissing(this) : null;
}
