using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Following;
using Belfry.Storage.Wal;

namespace Belfry.Storage.Backup;

/// <summary>Writes every page of a frozen database into a snapshot object, a megabyte at a time.</summary>
internal static class SnapshotWriter
{
    private const int BufferLength = 1 << 20;

    /// <param name="image">The frozen database.</param>
    /// <param name="header">Describes the image.</param>
    /// <param name="writer">Receives the content.</param>
    /// <param name="terms">Filled with the checksum terms of every page, for who follows from here; null when nobody does.</param>
    /// <param name="cancellation">Stops between two blocks.</param>
    /// <returns>The checksum of the database.</returns>
    public static async Task<DatabaseChecksum> WriteAsync(
        DatabaseImage image, SnapshotHeader header, ObjectWriter writer, PageTerms? terms, CancellationToken cancellation)
    {
        await writer.WriteAsync(header.ToBytes(), cancellation).ConfigureAwait(false);

        var checksum = default(DatabaseChecksum);
        var pace = new WritersPace(image.WalPath);
        var (buffer, written) = (new byte[BufferLength], new byte[BufferLength]);
        var writing = Task.CompletedTask; // one thread reads and hashes while another one packs and writes
        var pagesPerBuffer = (uint)(BufferLength / image.PageSize);
        try
        {
            for (var first = 1u; first <= image.PageCount; first += pagesPerBuffer)
            {
                var length = (int)Math.Min(pagesPerBuffer, image.PageCount - first + 1) * image.PageSize;
                image.Read(first, buffer.AsSpan(0, length));
                checksum = checksum.Add(first, buffer.AsSpan(0, length), image.PageSize, terms);
                terms?.Keep(); // nothing to return to: without its snapshot a lineage does not begin
                await writing.ConfigureAwait(false);
                await pace.KeepAsync(length, cancellation).ConfigureAwait(false);
                (buffer, written) = (written, buffer);
                var content = written.AsMemory(0, length);
                writing = Task.Run(() => writer.WriteAsync(content, cancellation).AsTask(), cancellation);
            }
        }
        finally
        {
            await writing.ConfigureAwait(false);
        }

        var end = new byte[DatabaseChecksum.Length];
        checksum.Write(end);
        await writer.WriteAsync(end, cancellation).ConfigureAwait(false);
        return checksum;
    }
}
