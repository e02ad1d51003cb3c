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
    private const int ProofBufferLength = 1 << 20;

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
        var checksum = await ReadChecksumAsync(reader, name, cancellation).ConfigureAwait(false);
        return new RestoredSnapshot(header, checksum, Convert.ToHexStringLower(reader.Trailer!));
    }

    /// <summary>Whether a restored file that is not sound is so by its snapshot: reads that one again, for its pages alone.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveDamaged"/>: its pages do not have the checksum that it states.</exception>
    public static async Task ProveAsync(ObjectStore store, string name, CancellationToken cancellation)
    {
        var reader = await store.OpenAsync(name, ObjectKind.Snapshot, cancellation).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        var header = await ReadHeaderAsync(reader, name, cancellation).ConfigureAwait(false);
        var length = (long)header.Pages * header.PageSize;
        var checksum = default(DatabaseChecksum);
        var buffer = new byte[ProofBufferLength];
        for (var offset = 0L; offset < length; offset += buffer.Length)
        {
            var pages = buffer.AsMemory(0, (int)Math.Min(buffer.Length, length - offset));
            await reader.ReadExactlyAsync(pages, cancellation).ConfigureAwait(false);
            checksum = checksum.Add((uint)(offset / header.PageSize) + 1, pages.Span, header.PageSize);
        }

        if (checksum != await ReadChecksumAsync(reader, name, cancellation).ConfigureAwait(false))
        {
            throw ObjectReader.Damaged(name, "its pages do not have the checksum that it states");
        }
    }

    private static async Task<DatabaseChecksum> ReadChecksumAsync(ObjectReader reader, string name, CancellationToken cancellation)
    {
        var end = new byte[DatabaseChecksum.Length];
        await reader.ReadExactlyAsync(end, cancellation).ConfigureAwait(false);
        return await reader.AtEndAsync(cancellation).ConfigureAwait(false)
            ? DatabaseChecksum.Read(end)
            : throw ObjectReader.Damaged(name, "its content goes on after the checksum");
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
