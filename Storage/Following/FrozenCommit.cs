using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Wal;

namespace Belfry.Storage.Following;

/// <summary>The database held still at a known position of a lineage, with the checksum that its commits lead to.</summary>
internal sealed class FrozenCommit(ReadHold hold, string lineage, long position, DatabaseChecksum expected) : IDisposable
{
    /// <summary>Writes the snapshot of this position.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.ContinuityLost"/>: the pages do not have the expected checksum, so a commit was missed.</exception>
    public async Task<Backup.Backup> WriteAsync(ObjectStore store, CancellationToken cancellation)
    {
        using var image = new DatabaseImage(hold);
        var time = ArchiveTime.WholeMilliseconds(hold.Time);
        var created = await store.CreateAsync(ObjectKind.Snapshot, cancellation).ConfigureAwait(false);
        await using var closing = created.ConfigureAwait(false);
        var header = new SnapshotHeader(lineage, position, time, image.PageSize, image.PageCount);
        var checksum = await SnapshotWriter.WriteAsync(image, header, created.Content, terms: null, cancellation).ConfigureAwait(false);
        if (checksum != expected)
        {
            throw new StorageException(
                StorageError.ContinuityLost,
                hold.Session.Path,
                $"The snapshot of position {position} was discarded.",
                "The pages of the database do not have the checksum that the followed commits lead to.",
                "A new lineage with a full snapshot starts by itself.");
        }

        var name = store.Names.Snapshot(lineage, position, time);
        var bytes = await created.CommitAsync(name, cancellation).ConfigureAwait(false);
        return new Backup.Backup(ArchiveTime.Text(time), time, bytes, Backup.BackupState.Unverified, null, null, null) { ObjectName = name };
    }

    public void Dispose() => hold.Dispose();
}
