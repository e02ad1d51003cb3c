using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Following;

namespace Belfry.Storage.Restore;

/// <summary>
/// What a restore into a live database is about to replace: a snapshot, taken and proven while everybody goes on writing, and the commits made meanwhile, archived when
/// nobody can write any more.
/// </summary>
internal sealed class SafetyPoint : IDisposable
{
    private readonly Lineage _lineage;
    private readonly ObjectStore _store;
    private readonly string _state;

    private SafetyPoint(Lineage lineage, ObjectStore store, string state) => (_lineage, _store, _state) = (lineage, store, state);

    /// <summary>The id of the snapshot.</summary>
    public string BackupId => _lineage.BackupId;

    /// <summary>Takes the snapshot. From now on the WAL keeps every later commit.</summary>
    /// <param name="path">The live database.</param>
    /// <param name="store">The archive, without a lease: this history has a lineage of its own, which ends with the restore.</param>
    /// <param name="epoch">Of the lineage's name.</param>
    /// <param name="scratch">A file to note the position in; deleted at the end.</param>
    /// <param name="cancellation">Stops between two blocks.</param>
    public static async Task<SafetyPoint> BeginAsync(string path, ObjectStore store, uint epoch, string scratch, CancellationToken cancellation) =>
        new(await Lineage.BeginAsync(path, store, scratch, epoch, maxWalBytes: long.MaxValue, cancellation).ConfigureAwait(false), store, scratch);

    /// <summary>Archives what was committed since, and reads it back. To be called while nobody can write.</summary>
    /// <returns>The commit that is about to be replaced.</returns>
    /// <exception cref="StorageException"><see cref="StorageError.ContinuityLost"/>: the database was replaced meanwhile.</exception>
    public async Task<RestorePoint> CompleteAsync(CancellationToken cancellation)
    {
        await _lineage.CatchUpAsync(long.MaxValue, cancellation).ConfigureAwait(false);
        if (_lineage.Position > 0)
        {
            var name = _store.Names.Segment(_lineage.Name, 0, 1, _lineage.Position, _lineage.CommitAt!.Value);
            var segment = await SegmentReader.OpenAsync(_store, ArchiveNames.ReadSegment(name)!, cancellation).ConfigureAwait(false);
            await using var closing = segment.ConfigureAwait(false);
            while (await segment.NextAsync(cancellation).ConfigureAwait(false) is not null)
            {
            }
        }

        return RestorePoint.Commit(_lineage.Name, _lineage.Position);
    }

    public void Dispose()
    {
        _lineage.Dispose();
        File.Delete(_state);
    }
}
