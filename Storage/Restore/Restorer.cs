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
        using var file = RestoreFile.Create(path);
        var result = await FillAsync(file, point, progress, cancellation).ConfigureAwait(false);
        file.Publish();
        return result;
    }

    /// <summary>Restores a point to a file that is gone again when this returns.</summary>
    public async Task<RestoreResult> DrillAsync(RestorePoint point, string scratchFolder, CancellationToken cancellation)
    {
        using var file = RestoreFile.Create(Path.Combine(scratchFolder, $"verify-{Guid.NewGuid():n}.db"));
        return await FillAsync(file, point, progress: null, cancellation).ConfigureAwait(false);
    }

    private async Task<RestoreResult> FillAsync(RestoreFile file, RestorePoint point, IProgress<RestoreProgress>? progress, CancellationToken cancellation)
    {
        var plan = await planner.PlanAsync(point, cancellation).ConfigureAwait(false);
        for (var tries = 1; ; tries++)
        {
            var pin = await pins.TakeAsync([.. plan.Objects.Keys], cancellation).ConfigureAwait(false);
            await using var pinned = pin.ConfigureAwait(false);

            // Again, now that the pin is there: what was marked meanwhile may be going already.
            var present = await planner.PlanAsync(point, cancellation).ConfigureAwait(false);
            if (present.Objects.Keys.All(plan.Objects.ContainsKey) || tries == MaxPlans)
            {
                return await file.FillAsync(store, present, progress, cancellation).ConfigureAwait(false);
            }

            plan = present;
        }
    }
}
