using Belfry.BackupWorker.Documents;
using Belfry.Storage.Backup;
using Belfry.Storage.Restore;

namespace Belfry.BackupWorker.Protection;

/// <summary>Brings back the uploaded files that a restored database mentions.</summary>
internal static class RestoredUploads
{
    /// <returns>Null when the archive has no uploads.</returns>
    /// <exception cref="Storage.StorageException">The folder cannot be written, or the archive not be read.</exception>
    public static async Task<UploadsDocument?> BringAsync(Archive archive, RestorePoint point, string folder, IProgress<Step>? steps, CancellationToken cancellation)
    {
        if (!await archive.HasUploadsAsync(cancellation))
        {
            return null;
        }

        steps?.Report(new Step("Restoring the uploaded files"));
        var result = await archive.RestoreUploadsAsync(point, folder, cancellation);
        return new UploadsDocument(Path.GetFullPath(folder), result.Restored, result.Present, [.. result.Missing, .. result.Wrong]);
    }
}
