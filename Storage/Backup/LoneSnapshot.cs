using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Wal;

namespace Belfry.Storage.Backup;

/// <summary>A snapshot that stands alone: the only one of a lineage of its own, to which no segment belongs.</summary>
internal static class LoneSnapshot
{
    /// <param name="path">The database, in whatever journal mode.</param>
    /// <param name="store">The archive.</param>
    /// <param name="taken">What it holds, so that the new one has an id of its own and the epoch of the newest.</param>
    /// <param name="cancellation">Stops between two blocks and leaves nothing behind.</param>
    /// <returns>The new, unverified backup.</returns>
    public static async Task<Backup> TakeAsync(string path, ObjectStore store, IReadOnlyList<Backup> taken, CancellationToken cancellation)
    {
        if (DatabaseProbe.JournalMode(path) is null or DatabaseProbe.Wal)
        {
            using var hold = await Task.Run(() => ReadHold.Open(path), cancellation).ConfigureAwait(false);
            return await WriteAsync(hold, hold.Time, store, taken, cancellation).ConfigureAwait(false);
        }

        var copy = Path.Combine(store.Target.WorkFolder, "tmp", $"copy-{Guid.NewGuid():n}");
        try
        {
            var time = await SteppedCopy.MakeAsync(path, copy, cancellation).ConfigureAwait(false);
            using var hold = await Task.Run(() => ReadHold.OpenCopy(copy), cancellation).ConfigureAwait(false);
            return await WriteAsync(hold, time, store, taken, cancellation).ConfigureAwait(false);
        }
        finally
        {
            DatabaseFiles.Delete(copy);
        }
    }

    private static async Task<Backup> WriteAsync(ReadHold hold, DateTimeOffset shows, ObjectStore store, IReadOnlyList<Backup> taken, CancellationToken cancellation)
    {
        using var image = new DatabaseImage(hold);
        var time = ArchiveTime.WholeMilliseconds(shows);
        while (taken.Any(backup => backup.Id == ArchiveTime.Text(time)))
        {
            time = time.AddMilliseconds(1);
        }

        var epoch = taken.Select(backup => ArchiveNames.EpochOf(backup.ObjectName)).Append(0u).Max();
        var header = new SnapshotHeader(ArchiveNames.NewLineage(time, epoch), 0, time, image.PageSize, image.PageCount);
        var name = store.Names.Snapshot(header.Lineage, header.Position, time);
        var created = await store.CreateAsync(ObjectKind.Snapshot, cancellation).ConfigureAwait(false);
        await using var closing = created.ConfigureAwait(false);
        await SnapshotWriter.WriteAsync(image, header, created.Content, terms: null, cancellation).ConfigureAwait(false);
        var bytes = await created.CommitAsync(name, cancellation).ConfigureAwait(false);
        return new Backup(ArchiveTime.Text(time), time, bytes, BackupState.Unverified, null, null, null) { ObjectName = name };
    }
}
