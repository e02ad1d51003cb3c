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
    /// <exception cref="StorageException">As for <see cref="PlanAsync"/> and <see cref="ProveKeysAsync"/>; <see cref="StorageError.TargetExists"/>: the name is taken.</exception>
    public async Task<NamedPoint> NameAsync(string name, RestorePoint point, DateTimeOffset? keepUntil = null, CancellationToken cancellation = default)
    {
        // A plain point in an encrypted archive would stop retention and undo, which read every point and refuse what is plain.
        await ProveKeysAsync(cancellation).ConfigureAwait(false);
        return await NameProvenAsync(name, point, keepUntil, cancellation).ConfigureAwait(false);
    }

    /// <summary>All named points, those that a restore into the live database made for its undo included (<c>undo-...</c>, or <c>restoring-...</c> by one that was cut off), in the order of their names.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveUnavailable"/>, or a point cannot be read.</exception>
    public async Task<IReadOnlyList<NamedPoint>> PointsAsync(CancellationToken cancellation = default) =>
        await _points.ListAsync(cancellation).ConfigureAwait(false);

    /// <summary>Removes a name; what it named stays for as long as retention has other reasons to keep it. No point is read, so that one which cannot be read goes too.</summary>
    /// <param name="name">As in <see cref="NameAsync"/>.</param>
    /// <param name="cancellation">Stops before it is removed.</param>
    /// <returns>Whether there was one of this name.</returns>
    /// <exception cref="ArgumentException">The name has characters that are not allowed.</exception>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveUnavailable"/>.</exception>
    public async Task<bool> RemovePointAsync(string name, CancellationToken cancellation = default)
    {
        if (!await _points.HasAsync(name, cancellation).ConfigureAwait(false))
        {
            return false;
        }

        await _points.DeleteAsync(name, cancellation).ConfigureAwait(false);
        return true;
    }

    /// <summary>As <see cref="NameAsync"/>, where the keys are known to be those of the archive.</summary>
    private Task<NamedPoint> NameProvenAsync(string name, RestorePoint point, DateTimeOffset? keepUntil, CancellationToken cancellation) =>
        new PointMaker(_planner, _points, _pins).RunAsync(name, point, ArchiveTime.WholeMilliseconds(_time.GetUtcNow()), keepUntil, cancellation);
}
