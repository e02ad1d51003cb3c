using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Retention;

namespace Belfry.Storage.Restore;

/// <summary>Restores points to files. What is read is pinned, so that nobody deletes it meanwhile.</summary>
internal sealed class Restorer(ObjectStore store, RestorePlanner planner, PinLog pins)
{
    private const int MaxPlans = 5;

    /// <summary>Restores a point to a new file, which appears only when everything was right.</summary>
    public async Task<RestoreResult> ToFileAsync(RestorePoint point, string path, IProgress<RestoreProgress>? progress, CancellationToken cancellation)
    {
        var damaged = new HashSet<string>();
        while (true)
        {
            using var file = RestoreFile.Create(path);
            if (await TryFillAsync(file, point, damaged, progress, cancellation).ConfigureAwait(false) is { } result)
            {
                file.Publish();
                return result;
            }
        }
    }

    /// <summary>Restores a point to a file that is gone again when this returns.</summary>
    public async Task<RestoreResult> DrillAsync(RestorePoint point, string scratchFolder, CancellationToken cancellation)
    {
        using var file = RestoreFile.Create(Path.Combine(scratchFolder, $"verify-{Guid.NewGuid():n}.db"));
        return (await TryFillAsync(file, point, damaged: null, progress: null, cancellation).ConfigureAwait(false))!;
    }

    /// <param name="file">An empty one.</param>
    /// <param name="point">What to restore.</param>
    /// <param name="damaged">Snapshots not to start with; null: a damaged one ends the restore.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellation">Stops between two blocks.</param>
    /// <returns>Null when the snapshot turned out damaged while another one may lead to the point: it is among those not to start with now.</returns>
    private async Task<RestoreResult?> TryFillAsync(
        RestoreFile file, RestorePoint point, HashSet<string>? damaged, IProgress<RestoreProgress>? progress, CancellationToken cancellation)
    {
        IReadOnlySet<string> avoided = damaged ?? [];
        var plan = await planner.PlanAsync(point, avoided, cancellation).ConfigureAwait(false);
        for (var tries = 1; ; tries++)
        {
            var pin = await pins.TakeAsync([.. plan.Objects.Keys], cancellation).ConfigureAwait(false);
            await using var pinned = pin.ConfigureAwait(false);

            // Again, now that the pin is there: what was marked meanwhile may be going already.
            var present = await planner.PlanAsync(point, avoided, cancellation).ConfigureAwait(false);
            if (present.Objects.Keys.All(plan.Objects.ContainsKey) || tries == MaxPlans)
            {
                try
                {
                    return await file.FillAsync(store, present, progress, cancellation).ConfigureAwait(false);
                }
                catch (StorageException bad) when (damaged is not null && bad.Error == StorageError.ArchiveDamaged && bad.Path == present.Snapshot)
                {
                    damaged.Add(present.Snapshot);
                    if (await LeadsElsewhereAsync(point, damaged, present, cancellation).ConfigureAwait(false))
                    {
                        return null;
                    }

                    throw;
                }
            }

            plan = present;
        }
    }

    /// <summary>Whether the same history can be reached from another snapshot. A restore must not end in an older history without a word.</summary>
    private async Task<bool> LeadsElsewhereAsync(RestorePoint point, HashSet<string> damaged, RestorePlan plan, CancellationToken cancellation)
    {
        try
        {
            return (await planner.PlanAsync(point, damaged, cancellation).ConfigureAwait(false)).Lineage == plan.Lineage;
        }
        catch (StorageException none) when (none.Error is StorageError.NotFound or StorageError.PointCompacted)
        {
            return false;
        }
    }
}
