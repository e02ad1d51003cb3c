using System.Diagnostics;
using Belfry.BackupWorker.Documents;
using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Restore;

namespace Belfry.BackupWorker.Protection;

/// <summary>
/// Replaces the content of the live database in one transaction while the application runs. What was there is first backed up and
/// proven, under a name by which an undo finds it.
/// </summary>
internal static class LiveDatabase
{
    /// <summary>How the names begin that are given to what was there before a restore, an upgrade or an import.</summary>
    public const string SafetyName = "undo-";

    /// <exception cref="FaultException">Another job is at work, or the database is not in WAL mode.</exception>
    /// <exception cref="StorageException">The restore failed; the database is as it was.</exception>
    public static async Task<RestoredDocument> RestoreAsync(
        Archive archive, string database, string? uploads, Choice choice, InPlaceOptions options, Suggest suggest, IProgress<Step>? steps, CancellationToken cancellation)
    {
        if (JournalMode.Hindrance(database) is not null)
        {
            throw new FaultException(Faults.NotReplaceable(database, choice.Words, suggest));
        }

        var (started, point) = (Stopwatch.GetTimestamp(), choice.Point);
        using var turn = await ArchiveLock.TakeAsync(archive, "Nothing was restored.", steps, cancellation);
        var scratch = ArchiveScratch.Empty(archive);
        // Before the rows that mention them; files that are there stay, so that an undo finds its own.
        var files = uploads is null ? null : await RestoredUploads.BringAsync(archive, point, uploads, steps, cancellation);
        var result = await archive.RestoreInPlaceAsync(point, database, scratch, options, Step.Watch(steps, point), cancellation);
        return new RestoredDocument(
            $"{result.Restored.Lineage}/{result.Restored.Position}",
            result.Restored.Time.UtcDateTime,
            database,
            result.Restored.Bytes,
            (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds,
            null,
            result.Safety.Id,
            (long)result.Locked.TotalMilliseconds,
            files);
    }

    /// <summary>What a restore did, in a sentence or two.</summary>
    public static string Tell(RestoredDocument restored) =>
        $"The database shows its state of {restored.TakenAt:yyyy-MM-dd HH:mm:ss} UTC. What was there before is backup {restored.Safety}.";

    /// <summary>Gives the state before something other than a restore its name, so that an undo returns to it.</summary>
    /// <param name="what">Such as <c>upgrade</c>: the name becomes <c>undo-upgrade-20261121t011426123z</c>.</param>
    public static Task<NamedPoint> KeepAsync(Archive archive, string what, RestorePoint before, DateTimeOffset now, CancellationToken cancellation) =>
        archive.NameAsync($"{SafetyName}{what}-{now:yyyyMMdd't'HHmmssfff}z", before, now + new InPlaceOptions().KeepUndo, cancellation);

    /// <summary>What the live database held before the last restore into it, or before the last upgrade or import. Undone twice, it is restored again.</summary>
    /// <exception cref="FaultException">There was no restore.</exception>
    public static async Task<Choice> BeforeLastRestoreAsync(Archive archive, Suggest suggest, CancellationToken cancellation)
    {
        var safety = (await archive.PointsAsync(cancellation)).Where(point => point.Name.StartsWith(SafetyName, StringComparison.Ordinal)).MaxBy(point => point.CreatedAt);
        return safety is not null ? new Choice(RestorePoint.Named(safety.Name), safety.Name, BackupId: null) : throw new FaultException(new Fault(
            ExitCode.NothingToRestore,
            FaultCode.NothingToUndo,
            "There is nothing to undo.",
            $"{archive.Place} keeps no state from before a restore into a live database.",
            suggest("list")));
    }

    /// <summary>What was there before is what the application that runs was made for, whatever the restore brought.</summary>
    public static InPlaceOptions Undoing { get; } = new() { AllowOtherSchema = true };
}
