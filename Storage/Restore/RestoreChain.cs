using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;

namespace Belfry.Storage.Restore;

/// <summary>A snapshot and the segments after it that lead to a point, or as far towards it as there are any.</summary>
internal sealed record RestoreChain(StoredObject Snapshot, string Lineage, long Start, DateTimeOffset StartTime, IReadOnlyList<(SegmentName Name, long Bytes)> Segments, Wanted Until)
{
    public SegmentName? LastSegment => Segments.Count == 0 ? null : Segments[^1].Name;

    /// <summary>The last segment reaches beyond the point: only its first records are applied.</summary>
    public bool EndsWithin => LastSegment is { } last && (last.Last > Until.Position || last.Time > Until.Time);

    /// <summary>What decides whether two chains lead to the same state.</summary>
    public (string Lineage, bool Within, long Last) End =>
        (Lineage, EndsWithin, !EndsWithin ? LastSegment?.Last ?? Start : LastSegment!.Tier == 0 ? 0 : LastSegment.First);

    public DateTimeOffset Time => LastSegment?.Time ?? StartTime;

    /// <summary>For each lineage that has a snapshot before the point, the chain that reaches furthest; nothing when none does.</summary>
    public static List<RestoreChain> Find(RestorePoint point, IReadOnlyCollection<StoredObject> objects)
    {
        var chains = new List<RestoreChain>();
        var until = new Wanted(point.Lineage is null ? long.MaxValue : point.Position, point.Time ?? DateTimeOffset.MaxValue);
        var starts = objects
            .Where(stored => ArchiveNames.TryReadSnapshot(stored.Name, out var lineage, out var position, out var time)
                && (point.BackupId is null || ArchiveTime.Text(time) == point.BackupId)
                && (point.Lineage is null || lineage == point.Lineage)
                && time <= until.Time && position <= until.Position)
            .GroupBy(stored => LineageOf(stored.Name))
            .Select(lineage => lineage.MaxBy(stored => stored.Name, StringComparer.Ordinal));
        foreach (var start in starts)
        {
            ArchiveNames.TryReadSnapshot(start.Name, out var lineage, out var position, out var time);
            var wanted = point.BackupId is null ? until : until with { Position = position };
            chains.Add(new RestoreChain(start, lineage, position, time, Extend(objects, lineage, position, wanted), wanted));
        }

        return chains;
    }

    private static string LineageOf(string snapshot)
    {
        ArchiveNames.TryReadSnapshot(snapshot, out var lineage, out _, out _);
        return lineage;
    }

    /// <summary>
    /// The segments from a position on without a gap, each time the one that reaches furthest. A record may begin before the position reached: what it holds of it is the same.
    /// A coarser segment that goes beyond the point is taken only when nothing finer leads to it: perhaps one of its records ends there.
    /// </summary>
    private static List<(SegmentName Name, long Bytes)> Extend(IReadOnlyCollection<StoredObject> objects, string lineage, long position, Wanted until)
    {
        var candidates = objects
            .Select(stored => (Name: ArchiveNames.ReadSegment(stored.Name)!, stored.Bytes))
            .Where(found => found.Name is not null && found.Name.Lineage == lineage)
            .OrderBy(found => found.Name.First)
            .ToList();
        var chain = new List<(SegmentName Name, long Bytes)>();
        (SegmentName? Name, long Bytes) whole = default, within = default;
        for (var next = 0; position < until.Position && (chain.Count == 0 || chain[^1].Name.Time <= until.Time);)
        {
            for (; next < candidates.Count && candidates[next].Name.First <= position + 1; next++)
            {
                var name = candidates[next].Name;
                var fits = name.Tier == 0 || (name.Last <= until.Position && name.Time <= until.Time);
                whole = fits && IsBetter(name, whole.Name, until) ? candidates[next] : whole;
                within = !fits && (within.Name is null || name.Tier < within.Name.Tier) ? candidates[next] : within;
            }

            var best = whole.Name is not null && whole.Name.Last > position ? whole : within;
            if (best.Name is null || best.Name.Last <= position)
            {
                break;
            }

            chain.Add((best.Name, best.Bytes));
            position = best.Name.Last;
        }

        return chain;
    }

    /// <summary>Beyond the point further is not better: then the coarser one leads there with less to read, if both do.</summary>
    private static bool IsBetter(SegmentName name, SegmentName? than, Wanted until)
    {
        var (reach, other) = (Math.Min(name.Last, until.Position), Math.Min(than?.Last ?? -1, until.Position));
        return than is null || reach > other || (reach == other && name.Tier > than.Tier);
    }
}

/// <summary>The last position and the last time that may be restored.</summary>
internal readonly record struct Wanted(long Position, DateTimeOffset Time);
