using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;

namespace Belfry.Storage.Restore;

/// <summary>Opens segments in order, the next ones while the present one is read. Small ones are already in memory then, so that a far target's latency is not paid for each; only the one in use is inflated.</summary>
internal static class SegmentReadAhead
{
    private const int Ahead = 8;
    private const int MaxBytesInMemory = 4 << 20; // of each: beside the one in use, eight times as much at most

    public static async IAsyncEnumerable<SegmentReader> OpenAsync(
        ObjectStore store, IReadOnlyList<string> names, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var opening = new Queue<(SegmentName Name, Task<ObjectReader> Reader)>();
        try
        {
            for (var next = 0; next < names.Count || opening.Count > 0;)
            {
                while (next < names.Count && opening.Count < Ahead)
                {
                    var ahead = ArchiveNames.ReadSegment(names[next++])!;
                    opening.Enqueue((ahead, store.OpenAheadAsync(ahead.Name, ObjectKind.Segment, MaxBytesInMemory, cancellation)));
                }

                var (name, reader) = opening.Dequeue();
                yield return await SegmentReader.StartAsync(await reader.ConfigureAwait(false), name, cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            foreach (var (_, unused) in opening)
            {
                await CloseAsync(unused).ConfigureAwait(false);
            }
        }
    }

    private static async Task CloseAsync(Task<ObjectReader> opening)
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
