using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Backup.Targets;

namespace Belfry.Storage.Restore;

/// <summary>What a restore read.</summary>
/// <param name="Header">The snapshot's own description.</param>
/// <param name="Checksum">The checksum that it states for its pages; those were not looked at yet.</param>
/// <param name="Sha256">The hash of the object, in lower-case hex.</param>
internal readonly record struct RestoredSnapshot(SnapshotHeader Header, DatabaseChecksum Checksum, string Sha256);

/// <summary>Writes the pages of a snapshot into a new file.</summary>
internal static class SnapshotRestore
{
    /// <param name="store">The archive.</param>
    /// <param name="name">The snapshot's object; its lineage, position and time must be those that the content states.</param>
    /// <param name="output">An empty file.</param>
    /// <param name="room">Told the size of the database before anything is written.</param>
    /// <param name="written">Told which share of the pages was written.</param>
    /// <param name="cancellation">Stops between two blocks.</param>
    public static async Task<RestoredSnapshot> WriteAsync(
        ObjectStore store, string name, FileStream output, Action<long> room, Action<double> written, CancellationToken cancellation)
    {
        var reader = await store.OpenAsync(name, ObjectKind.Snapshot, cancellation).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        var header = await ReadHeaderAsync(reader, name, cancellation).ConfigureAwait(false);
        room((long)header.Pages * header.PageSize);
        await CopyPagesAsync(reader, header, output, written, cancellation).ConfigureAwait(false);

        var end = new byte[DatabaseChecksum.Length];
        await reader.ReadExactlyAsync(end, cancellation).ConfigureAwait(false);
        if (!await reader.AtEndAsync(cancellation).ConfigureAwait(false))
        {
            throw ObjectReader.Damaged(name, "its content goes on after the checksum");
        }

        return new RestoredSnapshot(header, DatabaseChecksum.Read(end), Convert.ToHexStringLower(reader.Trailer!));
    }

    private static async Task<SnapshotHeader> ReadHeaderAsync(ObjectReader reader, string name, CancellationToken cancellation)
    {
        var bytes = new byte[SnapshotHeader.Length];
        await reader.ReadExactlyAsync(bytes, cancellation).ConfigureAwait(false);
        var header = SnapshotHeader.Read(bytes) ?? throw ObjectReader.Damaged(name, "its numbers are impossible");
        return ArchiveNames.TryReadSnapshot(name, out var lineage, out var position, out var time)
            && (header.Lineage, header.Position, header.Time) == (lineage, position, time)
            ? header
            : throw ObjectReader.Damaged(name, $"its content is that of lineage {header.Lineage}, position {header.Position}");
    }

    private static async Task CopyPagesAsync(ObjectReader reader, SnapshotHeader header, FileStream output, Action<double> written, CancellationToken cancellation)
    {
        var length = (long)header.Pages * header.PageSize;
        for (var offset = 0L; offset < length;)
        {
            var part = await reader.PartAsync(length - offset, cancellation).ConfigureAwait(false);
            RandomAccess.Write(output.SafeFileHandle, part.Span, offset);
            DurableFiles.BeginWriteOut(output.SafeFileHandle, offset, part.Length); // else the flush at the end has all of it to do
            offset += part.Length;
            written((double)offset / length);
        }
    }
}
