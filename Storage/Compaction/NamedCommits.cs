using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Restore;

namespace Belfry.Storage.Compaction;

/// <summary>The commits that have names, which no compaction may take away, also when they got them after their segments were replaced.</summary>
internal sealed class NamedCommits(ObjectStore store, PointLog points)
{
    /// <summary>The positions with names, by lineage, as of now.</summary>
    public async Task<ILookup<string, long>> ReadAsync(CancellationToken cancellation) =>
        (await points.ListAsync(cancellation).ConfigureAwait(false)).ToLookup(point => point.Lineage, point => point.Position);

    /// <summary>
    /// The names of replaced segments that may go: where no record of the coarser one ends with a commit named by now, all the finer ones stay, since only their whole
    /// row leads there.
    /// </summary>
    public async Task<List<string>> WithoutAsync(IReadOnlyCollection<(SegmentName Source, SegmentName By)> replaced, CancellationToken cancellation)
    {
        var named = await ReadAsync(cancellation).ConfigureAwait(false);
        var free = new List<string>();
        foreach (var group in replaced.GroupBy(pair => pair.By))
        {
            var within = named[group.Key.Lineage].Where(position => position >= group.Key.First && position < group.Key.Last).ToHashSet();
            if (within.Count == 0 || await EndsWithAsync(group.Key, within, cancellation).ConfigureAwait(false))
            {
                free.AddRange(group.Select(pair => pair.Source.Name));
            }
        }

        return free;
    }

    /// <summary>Whether records of a segment end with all of these positions; not when it cannot be read.</summary>
    private async Task<bool> EndsWithAsync(SegmentName segment, HashSet<long> positions, CancellationToken cancellation)
    {
        try
        {
            var reader = await SegmentReader.OpenAsync(store, segment, cancellation).ConfigureAwait(false);
            await using var closing = reader.ConfigureAwait(false);
            while (positions.Count > 0 && await reader.NextAsync(cancellation).ConfigureAwait(false) is { } record)
            {
                positions.Remove(record.Last);
            }

            return positions.Count == 0;
        }
        catch (StorageException unreadable) when (unreadable.Error is StorageError.ArchiveDamaged or StorageError.NotFound)
        {
            return false;
        }
    }
}
