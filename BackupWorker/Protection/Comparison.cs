using Belfry.BackupWorker.Documents;
using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Comparing;
using Belfry.Storage.Restore;

namespace Belfry.BackupWorker.Protection;

/// <summary>Tells what a restore would change: restores to a scratch file, compares it with the live database table by table, and deletes it. Nothing else changes.</summary>
internal static class Comparison
{
    /// <summary>For the comparison after the restore; tables that it does not reach are told without figures.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <exception cref="FaultException">Another job is at work.</exception>
    /// <exception cref="StorageException">The restore failed.</exception>
    public static async Task<ComparisonDocument> RunAsync(Archive archive, string database, RestorePoint point, IProgress<Step>? steps, CancellationToken cancellation)
    {
        using var turn = await ArchiveLock.TakeAsync(archive, "Nothing was compared.", steps, cancellation);
        var scratch = Path.Combine(ArchiveScratch.Empty(archive), $"restore-{Guid.NewGuid():n}");
        try
        {
            var result = await archive.RestoreAsync(point, scratch, Step.Watch(steps, point), cancellation);
            var changes = await Task.Run(() => DatabaseComparison.Run(database, scratch, Limit, new Tables(steps), cancellation), cancellation);
            return ComparisonDocument.Of(result, changes);
        }
        finally
        {
            DatabaseFiles.Delete(scratch);
        }
    }

    private sealed class Tables(IProgress<Step>? steps) : IProgress<double>
    {
        public void Report(double value) => steps?.Report(new Step("Comparing the tables", value));
    }
}
