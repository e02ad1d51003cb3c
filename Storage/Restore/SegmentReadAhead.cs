using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;

namespace Belfry.Storage.Restore;

/// <summary>Opens segments in order, the next ones while the present one is read. Small ones are already in memory then, so that a far target's latency is not paid for each.</summary>
internal static class SegmentReadAhead
{
    private const int Ahead = 8;
    private const int MaxBytesInMemory = 4 << 20;

    public static async IAsyncEnumerable<SegmentReader> OpenAsync(
        ObjectStore store, IReadOnlyList<string> names, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var opening = new Queue<Task<SegmentReader>>();
        try
        {
            for (var next = 0; next < names.Count || opening.Count > 0;)
            {
                while (next < names.Count && opening.Count < Ahead)
                {
                    opening.Enqueue(OpenOneAsync(store, ArchiveNames.ReadSegment(names[next++])!, cancellation));
                }

                yield return await opening.Dequeue().ConfigureAwait(false);
            }
        }
        finally
        {
            foreach (var unused in opening)
            {
                await CloseAsync(unused).ConfigureAwait(false);
            }
        }
    }

    private static async Task<SegmentReader> OpenOneAsync(ObjectStore store, SegmentName name, CancellationToken cancellation)
    {
        var reader = await store.OpenAheadAsync(name.Name, ObjectKind.Segment, MaxBytesInMemory, cancellation).ConfigureAwait(false);
        return await SegmentReader.StartAsync(reader, name, cancellation).ConfigureAwait(false);
    }

    private static async Task CloseAsync(Task<SegmentReader> opening)
    {
        try
        {
            await (await opening.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is StorageException or OperationCanceledException)
        {
            // Nobody asked for this one yet; what was asked for has reported its own failure.
        }
    }
}
