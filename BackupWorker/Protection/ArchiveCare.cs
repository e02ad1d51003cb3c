using Belfry.BackupWorker.Documents;
using Belfry.Storage.Backup;
using Belfry.Storage.Retention;

namespace Belfry.BackupWorker.Protection;

/// <summary>What a person orders for the archive, by the command line or from the service: each in its turn.</summary>
internal static class ArchiveCare
{
    /// <summary>Proves a backup once more, from bytes read back.</summary>
    /// <exception cref="FaultException">It is not good, or another job is at work.</exception>
    public static async Task<Backup> VerifyAsync(Archive archive, Backup chosen, IProgress<Step>? steps, CancellationToken cancellation)
    {
        using var turn = await ArchiveLock.TakeAsync(archive, "No backup was verified.", steps, cancellation);
        var scratch = ArchiveScratch.Empty(archive);
        steps?.Report(new Step($"Proving {chosen.Id} by a restore"));
        var backup = await archive.VerifyAsync(chosen.Id, scratch, cancellation);
        return backup.State == BackupState.Verified ? backup : throw new FaultException(Faults.NotProven(backup, archive.Place));
    }

    /// <summary>Marks what is not needed any more, and deletes what was marked long enough.</summary>
    /// <exception cref="FaultException">Another job is at work.</exception>
    public static async Task<PruneDocument> PruneAsync(Archive archive, RetentionPolicy policy, IProgress<Step>? steps, CancellationToken cancellation)
    {
        using var turn = await ArchiveLock.TakeAsync(archive, "Nothing was deleted.", steps, cancellation);
        steps?.Report(new Step("Looking for what is not needed"));
        return PruneDocument.Of(await archive.PruneAsync(policy, cancellation));
    }
}
