using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Following;

namespace Belfry.Storage.Restore;

/// <summary>
/// What a restore into a live database is about to replace: a snapshot, taken and proven while everybody goes on writing, the commits made meanwhile, archived as they come,
/// and the last few, when nobody can write any more.
/// </summary>
internal sealed class SafetyPoint : IDisposable
{
    private const long MaxSegmentBytes = 32 << 20;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly Lineage _lineage;
    private readonly ObjectStore _store;
    private readonly long _maxWalBytes;

    private SafetyPoint(Lineage lineage, ObjectStore store, long maxWalBytes) => (_lineage, _store, _maxWalBytes) = (lineage, store, maxWalBytes);

    /// <summary>Of its own: it begins with the snapshot.</summary>
    public string Lineage => _lineage.Name;

    /// <summary>Takes the snapshot. From now on the WAL keeps every later commit until it is archived.</summary>
    /// <param name="path">The live database.</param>
    /// <param name="store">The archive, without a lease: this history has a lineage of its own, which ends with the restore.</param>
    /// <param name="epoch">Of the lineage's name.</param>
    /// <param name="scratch">A file to note the position in; the caller deletes it.</param>
    /// <param name="maxWalBytes">How much longer the WAL may become.</param>
    /// <param name="cancellation">Stops between two blocks.</param>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveUnavailable"/>: the archive was too slow for that.</exception>
    public static async Task<SafetyPoint> BeginAsync(
        string path, ObjectStore store, uint epoch, string scratch, long maxWalBytes, CancellationToken cancellation)
    {
        var lineage = await Following.Lineage.BeginAsync(path, store, scratch, epoch, maxWalBytes, cancellation).ConfigureAwait(false);
        return new SafetyPoint(lineage, store, lineage.Wal.BytesInUse() + Math.Min(maxWalBytes, long.MaxValue / 2));
    }

    /// <summary>Archives commits as they come until some work ends, so that few are left then.</summary>
    /// <param name="work">Stops soon when it is told to.</param>
    /// <param name="cancellation">Stops both.</param>
    /// <exception cref="StorageException">As for <see cref="CompleteAsync"/>; the work was stopped then.</exception>
    public Task<T> FollowAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellation) => WatchedWork.RunAsync(
        work,
        Look,
        async () =>
        {
            await CatchUpAsync(cancellation).ConfigureAwait(false);
            return true;
        },
        cancellation);

    /// <summary>Archives what was committed since, and reads it back. While others write, what they commit during the last step is left.</summary>
    /// <returns>The last commit that was archived: while nobody can write, the one that is about to be replaced.</returns>
    /// <exception cref="StorageException">
    /// <see cref="StorageError.ContinuityLost"/>: the database was replaced meanwhile. <see cref="StorageError.ArchiveUnavailable"/>: the WAL grew beyond its bound.
    /// </exception>
    public async Task<RestorePoint> CompleteAsync(CancellationToken cancellation)
    {
        do
        {
            await CatchUpAsync(cancellation).ConfigureAwait(false);
        }
        while (!_lineage.IsCaughtUp);
        return RestorePoint.Commit(_lineage.Name, _lineage.Position);
    }

    public void Dispose() => _lineage.Dispose();

    /// <summary>Archives one segment at most, and reads it back.</summary>
    private async Task CatchUpAsync(CancellationToken cancellation)
    {
        var before = _lineage.Position;
        if (_lineage.Wal.BytesInUse() > _maxWalBytes)
        {
            throw new StorageException(
                StorageError.ArchiveUnavailable,
                _lineage.Wal.Path,
                "Nothing was restored.",
                $"The WAL passed {_maxWalBytes} bytes before the present content was in the archive.",
                "Restore when less is written, or to a file; or raise MaxWalBytes.");
        }

        await _lineage.CatchUpAsync(MaxSegmentBytes, cancellation).ConfigureAwait(false);
        if (_lineage.Position > before)
        {
            var name = _store.Names.Segment(_lineage.Name, 0, before + 1, _lineage.Position, _lineage.CommitAt!.Value);
            var segment = await SegmentReader.OpenAsync(_store, ArchiveNames.ReadSegment(name)!, cancellation).ConfigureAwait(false);
            await using var closing = segment.ConfigureAwait(false);
            while (await segment.NextAsync(cancellation).ConfigureAwait(false) is not null)
            {
            }
        }
    }
}
