using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;

namespace Belfry.Storage.Restore;

/// <summary>What a restore read.</summary>
/// <param name="Header">The snapshot's own description.</param>
/// <param name="Checksum">The checksum of its pages, as it states it.</param>
/// <param name="Sha256">The hash of the object, in lower-case hex.</param>
internal readonly record struct RestoredSnapshot(SnapshotHeader Header, DatabaseChecksum Checksum, string Sha256);

/// <summary>When the checksum of a snapshot's pages is compared.</summary>
internal enum PageCheck
{
    /// <summary>While they are written.</summary>
    Now,

    /// <summary>By the caller, who changes some of them and reads the whole file afterwards.</summary>
    Afterwards,
}

/// <summary>Writes the pages of a snapshot into a new file.</summary>
internal static class SnapshotRestore
{
    private const int BufferLength = 1 << 20;

    /// <param name="store">The archive.</param>
    /// <param name="name">The snapshot's object; its lineage, position and time must be those that the content states.</param>
    /// <param name="output">An empty file.</param>
    /// <param name="check">When the checksum of the pages is compared.</param>
    /// <param name="room">Told the size of the database before anything is written.</param>
    /// <param name="written">Told which share of the pages was written.</param>
    /// <param name="cancellation">Stops between two blocks.</param>
    public static async Task<RestoredSnapshot> WriteAsync(
        ObjectStore store, string name, FileStream output, PageCheck check, Action<long> room, Action<double> written, CancellationToken cancellation)
    {
        var reader = await store.OpenAsync(name, ObjectKind.Snapshot, cancellation).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        var header = await ReadHeaderAsync(reader, name, cancellation).ConfigureAwait(false);
        room((long)header.Pages * header.PageSize);
        var checksum = await CopyPagesAsync(reader, header, output, check, written, cancellation).ConfigureAwait(false);

        var end = new byte[DatabaseChecksum.Length];
        await reader.ReadExactlyAsync(end, cancellation).ConfigureAwait(false);
        if (!await reader.AtEndAsync(cancellation).ConfigureAwait(false))
        {
            throw ObjectReader.Damaged(name, "its content goes on after the checksum");
        }

        var stated = DatabaseChecksum.Read(end);
        return check == PageCheck.Afterwards || checksum == stated
            ? new RestoredSnapshot(header, stated, Convert.ToHexStringLower(reader.Trailer!))
            : throw ObjectReader.Damaged(name, "the checksum of its pages is not the one it states");
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

    private static async Task<DatabaseChecksum> CopyPagesAsync(
        ObjectReader reader, SnapshotHeader header, FileStream output, PageCheck check, Action<double> written, CancellationToken cancellation)
    {
        // While some pages are hashed and written, the next ones are read and inflated into the other buffer.
        var buffers = (byte[][])[new byte[BufferLength], new byte[BufferLength]];
        var writing = Task.FromResult(default(DatabaseChecksum));
        var pagesPerBuffer = (uint)(BufferLength / header.PageSize);
        for (var first = 0u; first < header.Pages; first += pagesPerBuffer)
        {
            var pages = buffers[first / pagesPerBuffer % 2].AsMemory(0, (int)Math.Min(pagesPerBuffer, header.Pages - first) * header.PageSize);
            await reader.ReadExactlyAsync(pages, cancellation).ConfigureAwait(false);
            var (checksum, number) = (await writing.ConfigureAwait(false), first);
            writing = Task.Run(
                () =>
                {
                    RandomAccess.Write(output.SafeFileHandle, pages.Span, (long)number * header.PageSize);
                    return check == PageCheck.Now ? checksum.Add(number + 1, pages.Span, header.PageSize) : checksum;
                },
                CancellationToken.None);
            written((double)(first + (pages.Length / header.PageSize)) / header.Pages);
        }

        return await writing.ConfigureAwait(false);
    }
}
