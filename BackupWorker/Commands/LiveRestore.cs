using System.CommandLine;
using System.Diagnostics;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Protection;
using Belfry.Storage.Backup;
using Belfry.Storage.Restore;

namespace Belfry.BackupWorker.Commands;

/// <summary>
/// Replaces the content of the live database in one transaction while the application runs. What was there is first backed up and
/// proven, under a name by which <c>belfry undo</c> finds it.
/// </summary>
internal static class LiveRestore
{
    public static readonly Option<bool> Yes = new("--yes", "-y") { Description = "Do not ask before the live data changes." };

    public static async Task<int> RunAsync(
        ParseResult line, Locations locations, Archive archive, RestorePoint point, InPlaceOptions options, string command, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var database = locations.Database;
        var terminal = new Terminal(line);
        if (!line.GetValue(Yes) && !Terminal.Confirm($"Replace the content of {database} by {point}? What is there now is backed up first."))
        {
            throw new FaultException(new Fault(
                ExitCode.Usage, FaultCode.NotConfirmed, "Nothing was restored.", "Live data changes only after a yes.", locations.Suggest($"{command} --yes")));
        }

        using var turn = await terminal.WithProgressAsync(steps => ArchiveLock.TakeAsync(archive, "Nothing was restored.", steps, cancellation));
        var scratch = ArchiveScratch.Empty(archive);
        var result = await terminal.WithProgressAsync(steps =>
        {
            steps?.Report($"Restoring {point} into {database}");
            return archive.RestoreInPlaceAsync(point, database, scratch, options, progress: null, cancellation);
        });
        var restored = new RestoredDocument(
            $"{result.Restored.Lineage}/{result.Restored.Position}",
            result.Restored.Time.UtcDateTime,
            database,
            result.Restored.Bytes,
            (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds,
            null,
            result.Safety.Id,
            (long)result.Locked.TotalMilliseconds);
        terminal.Result(restored, DocumentJson.Default.RestoredDocument, () =>
        {
            Terminal.Line($"{database} shows its state of {restored.TakenAt:yyyy-MM-dd HH:mm:ss.fff} UTC: checked, writers waited {Wording.Span(result.Locked)}.");
            Terminal.Line($"What was there before is backup {result.Safety.Id}. To return to it: {locations.Suggest("undo")}");
        });
        return (int)ExitCode.Done;
    }
}
