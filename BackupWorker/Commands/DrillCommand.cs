using System.CommandLine;
using System.Diagnostics;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Protection;
using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Restore;

namespace Belfry.BackupWorker.Commands;

/// <summary><c>belfry drill</c>: restores a moment that nobody chose, and tells how long a bad day would take. The archive stays as it is.</summary>
internal static class DrillCommand
{
    /// <summary>Of older history only some moments are left; another one is drawn then.</summary>
    private const int Draws = 20;

    public static Command Create()
    {
        var command = new Command("drill", "Restore a random moment to a scratch file, check it, and tell how long it took.") { SharedOptions.Archive, SharedOptions.Json };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellation)
    {
        var locations = new Locations(line);
        var terminal = new Terminal(line);
        var archive = await locations.OpenArchiveAsync(cancellation);
        using var turn = await terminal.WithProgressAsync(steps => ArchiveLock.TakeAsync(archive, "Nothing was restored.", steps, cancellation));
        var scratch = Path.Combine(ArchiveScratch.Empty(archive), $"restore-{Guid.NewGuid():n}");
        try
        {
            var point = await DrawAsync(archive, locations, cancellation);
            var started = Stopwatch.GetTimestamp();
            var result = await terminal.WithProgressAsync(steps =>
            {
                steps?.Report($"Restoring {point}");
                return archive.RestoreAsync(point, scratch, progress: null, cancellation);
            });
            var took = Stopwatch.GetElapsedTime(started);
            terminal.Result(
                new DrillDocument($"{result.Lineage}/{result.Position}", result.Time.UtcDateTime, result.Bytes, (long)took.TotalMilliseconds),
                DocumentJson.Default.DrillDocument,
                () => Terminal.Line($"Restored {point} in {Wording.Span(took)}: {Wording.Size(result.Bytes)}, every check passed."));
            return (int)ExitCode.Done;
        }
        finally
        {
            DatabaseFiles.Delete(scratch);
        }
    }

    /// <summary>A random moment of the history that can be restored; the newest state when a short history leaves no choice.</summary>
    private static async Task<RestorePoint> DrawAsync(Archive archive, Locations locations, CancellationToken cancellation)
    {
        var backups = await archive.ListAsync(cancellation);
        var oldest = backups.Count > 0 ? backups[^1] : throw new FaultException(Faults.NothingToRestore(archive.Place, locations.Suggest("backup")));
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
