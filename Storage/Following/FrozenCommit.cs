using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Wal;

namespace Belfry.Storage.Following;

/// <summary>The database held still at a known position of a lineage, with the checksum that its commits lead to.</summary>
internal sealed class FrozenCommit(ReadHold hold, string lineage, long position, DateTimeOffset time, DatabaseChecksum expected) : IDisposable
{
    private volatile bool _released;

    /// <summary>Whether the WAL cannot be restarted because of this.</summary>
    public bool HoldsWal => !_released;

    /// <summary>Writes the snapshot of this position; the WAL is let go before it is sent away, which may take long.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.ContinuityLost"/>: the pages do not have the expected checksum, so a commit was missed.</exception>
    public async Task<Backup.Backup> WriteAsync(ObjectStore store, CancellationToken cancellation)
    {
        var created = await store.CreateAsync(ObjectKind.Snapshot, cancellation).ConfigureAwait(false);
        await using var closing = created.ConfigureAwait(false);
        await WritePagesAsync(created.Content, cancellation).ConfigureAwait(false);
        Dispose();
        var name = store.Names.Snapshot(lineage, position, time);
        var bytes = await created.CommitAsync(name, cancellation).ConfigureAwait(false);
        return new Backup.Backup(ArchiveTime.Text(time), time, bytes, Backup.BackupState.Unverified, null, null, null) { ObjectName = name };
    }

    public void Dispose()
    {
        hold.Dispose();
        _released = true;
    }

    private async Task WritePagesAsync(ObjectWriter writer, CancellationToken cancellation)
    {
        using var image = new DatabaseImage(hold);
        var header = new SnapshotHeader(lineage, position, time, image.PageSize, image.PageCount);
        var checksum = await SnapshotWriter.WriteAsync(image, header, writer, terms: null, cancellation).ConfigureAwait(false);
        if (checksum != expected)
        {
            throw new StorageException(
                StorageError.ContinuityLost,
                hold.Session.Path,
                $"The snapshot of position {position} was discarded.",
                "The pages of the database do not have the checksum that the followed commits lead to.",
                "A new lineage with a full snapshot starts by itself.");
        }
    }
}
