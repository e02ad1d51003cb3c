using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;

namespace Belfry.Storage.Restore;

/// <summary>Which objects a restore reads, in order, and where it ends.</summary>
/// <param name="Lineage">The history restored from.</param>
/// <param name="Snapshot">The snapshot it starts with.</param>
/// <param name="Segments">The segments applied after it; of the last one perhaps only the beginning.</param>
/// <param name="LastPosition">Records beyond this position are not applied.</param>
/// <param name="LastTime">Records of later commits are not applied.</param>
/// <param name="Bytes">What is read from the archive at most.</param>
public sealed record RestorePlan(string Lineage, string Snapshot, IReadOnlyList<string> Segments, long LastPosition, DateTimeOffset LastTime, long Bytes)
{
    /// <summary>Finds the objects for a point in a listing of the lineages.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.NotFound"/>: nothing in the archive reaches that point.</exception>
    internal static RestorePlan For(RestorePoint point, List<StoredObject> objects, string archive)
    {
        var snapshots = new List<(string Name, string Lineage, long Position, DateTimeOffset Time, long Bytes)>();
        foreach (var stored in objects)
        {
            if (ArchiveNames.TryReadSnapshot(stored.Name, out var lineage, out var position, out var time))
            {
                snapshots.Add((stored.Name, lineage, position, time, stored.Bytes));
            }
        }

        var last = point.Lineage is null ? long.MaxValue : point.Position;
        var until = point.Time ?? DateTimeOffset.MaxValue;
        var plan = snapshots
            .Where(snapshot => point.BackupId is null || ArchiveTime.Text(snapshot.Time) == point.BackupId)
            .Where(snapshot => point.Lineage is null || snapshot.Lineage == point.Lineage)
            .Where(snapshot => snapshot.Time <= until && snapshot.Position <= last)
            .GroupBy(snapshot => snapshot.Lineage)
            .Select(lineage => lineage.MaxBy(snapshot => snapshot.Position))
            .Select(start => (Start: start, Last: point.BackupId is null ? last : start.Position))
            .Select(from => (from.Start, from.Last, Segments: Chain(objects, from.Start.Lineage, from.Start.Position, from.Last, until)))
            .Where(found => point.Lineage is null || (found.Segments.Count == 0 ? found.Start.Position : found.Segments[^1].Segment.Last) >= point.Position)
            .OrderBy(found => found.Segments.Count == 0 ? found.Start.Time : found.Segments[^1].Segment.Time)
            .LastOrDefault();
        return plan.Segments is null
            ? throw new StorageException(
                StorageError.NotFound, archive, $"Cannot restore {point}.", $"The archive {archive} has nothing that reaches it.", "List the backups and choose a point that they cover.")
            : new RestorePlan(
                plan.Start.Lineage,
                plan.Start.Name,
                [.. plan.Segments.Select(found => found.Segment.Name)],
                plan.Last,
                until,
                plan.Start.Bytes + plan.Segments.Sum(found => found.Bytes));
    }

    /// <summary>
    /// The segments from a position on without a gap, each time the one that reaches furthest. A segment of a higher tier is only taken whole; one of tier 0 may be taken
    /// in part, up to the wanted commit.
    /// </summary>
    private static List<(SegmentName Segment, long Bytes)> Chain(List<StoredObject> objects, string lineage, long position, long last, DateTimeOffset until)
    {
        var candidates = objects
            .Select(stored => (Segment: ArchiveNames.ReadSegment(stored.Name)!, stored.Bytes))
            .Where(found => found.Segment is not null && found.Segment.Lineage == lineage)
            .Where(found => found.Segment.Tier == 0 || (found.Segment.Last <= last && found.Segment.Time <= until))
            .OrderBy(found => found.Segment.First)
            .ToList();
        var chain = new List<(SegmentName Segment, long Bytes)>();
        var next = 0;
        while (position < last)
        {
            (SegmentName Segment, long Bytes) best = default;
            for (; next < candidates.Count && candidates[next].Segment.First <= position + 1; next++)
            {
                best = best.Segment is null || candidates[next].Segment.Last > best.Segment.Last ? candidates[next] : best;
            }

            if (best.Segment is null || best.Segment.Last <= position)
            {
                break;
            }

            chain.Add(best);
            position = best.Segment.Last;
            if (best.Segment.Time > until)
            {
                break;
            }
        }

        return chain;
    }
}
