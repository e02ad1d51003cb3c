using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Wal;

namespace Belfry.Storage.Backup;

/// <summary>Writes every page of a frozen database into a snapshot object, a megabyte at a time.</summary>
internal static class SnapshotWriter
{
    private const int BufferLength = 1 << 20;

    public static async Task WriteAsync(DatabaseImage image, SnapshotHeader header, Stream output, bool compress, CancellationToken cancellation)
    {
        using var writer = await ObjectWriter.StartAsync(output, ObjectKind.Snapshot, compress, cancellation).ConfigureAwait(false);
        await writer.WriteAsync(header.ToBytes(), cancellation).ConfigureAwait(false);

        var checksum = default(DatabaseChecksum);
        var buffer = new byte[BufferLength];
        var pagesPerBuffer = (uint)(BufferLength / image.PageSize);
        for (var first = 1u; first <= image.PageCount; first += pagesPerBuffer)
        {
            var length = (int)Math.Min(pagesPerBuffer, image.PageCount - first + 1) * image.PageSize;
            image.Read(first, buffer.AsSpan(0, length));
            checksum = checksum.Add(first, buffer.AsSpan(0, length), image.PageSize);
            await writer.WriteAsync(buffer.AsMemory(0, length), cancellation).ConfigureAwait(false);
        }

        var end = new byte[DatabaseChecksum.Length];
        checksum.Write(end);
        await writer.WriteAsync(end, cancellation).ConfigureAwait(false);
        await writer.FinishAsync(cancellation).ConfigureAwait(false);
    }
}
