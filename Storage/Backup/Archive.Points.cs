using Belfry.Storage.Restore;

namespace Belfry.Storage.Backup;

/// <content>The points that have names.</content>
public sealed partial class Archive
{
    /// <summary>Gives a commit a name, under which retention and compaction keep it restorable.</summary>
    /// <param name="name">1 to 63 of a-z, 0-9 and the hyphen, such as <c>before-upgrade</c>.</param>
    /// <param name="point">What it names: now, not later; <see cref="RestorePoint.Latest"/> is the newest commit in the archive.</param>
    /// <param name="keepUntil">From then on retention may let it go; null: kept until it is removed.</param>
    /// <param name="cancellation">Stops before the name is written.</param>
    /// <exception cref="ArgumentException">The name has characters that are not allowed.</exception>
    /// <exception cref="StorageException">As for <see cref="PlanAsync"/>; <see cref="StorageError.TargetExists"/>: the name is taken.</exception>
    public Task<NamedPoint> NameAsync(string name, RestorePoint point, DateTimeOffset? keepUntil = null, CancellationToken cancellation = default) =>
        new PointMaker(_planner, _points, _pins).RunAsync(name, point, ArchiveTime.WholeMilliseconds(_time.GetUtcNow()), keepUntil, cancellation);

    /// <summary>All named points, those that a restore into the live database made for its undo included (<c>undo-...</c>, or <c>restoring-...</c> by one that was cut off), in the order of their names.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveUnavailable"/>, or a point cannot be read.</exception>
    public async Task<IReadOnlyList<NamedPoint>> PointsAsync(CancellationToken cancellation = default) =>
        await _points.ListAsync(cancellation).ConfigureAwait(false);

    /// <summary>Removes a name; what it named stays for as long as retention has other reasons to keep it. Nothing happens when there is none.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveUnavailable"/>.</exception>
    public Task RemovePointAsync(string name, CancellationToken cancellation = default) => _points.DeleteAsync(name, cancellation);
}
