using System.Diagnostics;
using Belfry.BackupWorker.Documents;
using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Restore;

namespace Belfry.BackupWorker.Protection;

/// <summary>Restores a moment that nobody chose to a scratch file, and so tells how long a bad day would take. The archive stays as it is.</summary>
internal static class Drill
{
    /// <summary>Of older history only some moments are left; another one is drawn then.</summary>
    private const int Draws = 20;

    /// <exception cref="FaultException">Another job is at work, or there is nothing to restore.</exception>
    /// <exception cref="StorageException">The restore failed.</exception>
    public static async Task<DrillDocument> RunAsync(Archive archive, Suggest suggest, IProgress<Step>? steps, CancellationToken cancellation)
    {
        using var turn = await ArchiveLock.TakeAsync(archive, "Nothing was restored.", steps, cancellation);
        var scratch = Path.Combine(ArchiveScratch.Empty(archive), $"restore-{Guid.NewGuid():n}");
        try
        {
            var point = await DrawAsync(archive, suggest, cancellation);
            var started = Stopwatch.GetTimestamp();
            var result = await archive.RestoreAsync(point, scratch, Step.Watch(steps, point), cancellation);
            return new DrillDocument(
                $"{result.Lineage}/{result.Position}", result.Time.UtcDateTime, result.Bytes, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        finally
        {
            DatabaseFiles.Delete(scratch);
        }
    }

    /// <summary>A random moment of the history that can be restored; the newest state when a short history leaves no choice.</summary>
    private static async Task<RestorePoint> DrawAsync(Archive archive, Suggest suggest, CancellationToken cancellation)
    {
        var backups = await archive.ListAsync(cancellation);
        var oldest = backups.Count > 0 ? backups[^1] : throw new FaultException(Faults.NothingToRestore(archive.Place, suggest("backup")));
        var span = DateTimeOffset.UtcNow - oldest.TakenAt;
        for (var i = 0; i < Draws; i++)
        {
            var point = RestorePoint.At(oldest.TakenAt + (span * Random.Shared.NextDouble()));
            try
            {
                await archive.PlanAsync(point, cancellation);
                return point;
            }
            catch (StorageException gone) when (gone.Error is StorageError.NotFound or StorageError.PointCompacted)
            {
                // Drawn again.
            }
        }

        return RestorePoint.Latest;
    }
}
