using Belfry.BackupWorker.Streaming;
using Belfry.Storage.Restore;

namespace Belfry.BackupWorker.Protection;

/// <summary>
/// The state before an upgrade, for an application that asks for it while nobody writes. An undo returns to it as it does to the state before a restore.
/// </summary>
internal sealed class UpgradePoint(BackupJob job, Guardian guardian, CommitStream stream, TimeProvider time)
{
    /// <summary>Names the newest commit once the archive has it. Where commits are not streamed, a backup is taken and proven.</summary>
    /// <exception cref="FaultException">Commits are not streamed, and no backup can be taken.</exception>
    /// <exception cref="Storage.StorageException">The archive cannot be used.</exception>
    public async Task<NamedPoint> KeepAsync(CancellationToken cancellation)
    {
        var archive = await job.OpenArchiveAsync(cancellation);
        var point = await stream.NewestAsync(cancellation)
            ?? RestorePoint.Backup((await guardian.TryBackUpAsync(steps: null, cancellation) ?? throw new FaultException(Faults.ArchiveBusy(archive.Place, "The state before the upgrade was not kept."))).Id);
        var now = time.GetUtcNow();
        return await archive.NameAsync($"{LiveDatabase.SafetyName}upgrade-{now:yyyyMMdd't'HHmmssfff}z", point, now + new InPlaceOptions().KeepUndo, cancellation);
    }
}
