using Belfry.Storage.Retention;

namespace Belfry.Storage.Restore;

/// <summary>Names a commit so that it stays restorable, also beside somebody who deletes what led to it.</summary>
internal sealed class PointMaker(RestorePlanner planner, PointLog points, PinLog pins)
{
    /// <exception cref="StorageException">As for <see cref="RestorePlanner.ResolveAsync"/> and <see cref="PointLog.WriteAsync"/>; there is no such point then.</exception>
    public async Task<NamedPoint> RunAsync(string name, RestorePoint point, DateTimeOffset now, DateTimeOffset? keepUntil, CancellationToken cancellation)
    {
        PointLog.CheckName(name);
        var plan = await planner.PlanAsync(point, cancellation).ConfigureAwait(false);
        var pin = await pins.TakeAsync([.. plan.Objects.Keys], cancellation).ConfigureAwait(false);
        await using var pinned = pin.ConfigureAwait(false);
        var (lineage, position, time) = await planner.ResolveAsync(point, cancellation).ConfigureAwait(false);
        var named = new NamedPoint(name, lineage, position, time, now, keepUntil);
        await points.WriteAsync(named, cancellation).ConfigureAwait(false);
        try
        {
            // Who was deleting before the pin and the name were there may have taken the commit.
            await planner.PlanAsync(RestorePoint.Commit(lineage, position), cancellation).ConfigureAwait(false);
        }
        catch (StorageException gone) when (gone.Error is StorageError.NotFound or StorageError.PointCompacted)
        {
            await points.DeleteAsync(name, cancellation).ConfigureAwait(false);
            throw;
        }

        return named;
    }
}
