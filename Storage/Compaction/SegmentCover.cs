using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;

namespace Belfry.Storage.Compaction;

/// <summary>Which segments others make unnecessary, told from their names alone.</summary>
internal static class SegmentCover
{
    /// <summary>The segments of a listing.</summary>
    public static List<SegmentName> SegmentsOf(IEnumerable<StoredObject> objects) =>
        [.. objects.Select(stored => ArchiveNames.ReadSegment(stored.Name)).OfType<SegmentName>()];

    /// <summary>
    /// For the name of each segment that another one replaces, the other: of a coarser tier, or of the same tier and larger, and covering all of its positions. Of two that
    /// cover the same, as after a lost answer, the one whose name comes first stays.
    /// </summary>
    public static Dictionary<string, SegmentName> ReplacementsOf(IReadOnlyCollection<SegmentName> segments)
    {
        var replacements = new Dictionary<string, SegmentName>();
        foreach (var lineage in segments.GroupBy(segment => segment.Lineage))
        {
            var furthest = new SortedDictionary<int, SegmentName>(); // by tier, among those that begin at or before the present one
            var ordered = lineage
                .OrderBy(segment => segment.First)
                .ThenByDescending(segment => segment.Tier)
                .ThenByDescending(segment => segment.Last)
                .ThenBy(segment => segment.Name, StringComparer.Ordinal);
            foreach (var segment in ordered)
            {
                if (furthest.Where(known => known.Key >= segment.Tier && known.Value.Last >= segment.Last).Select(known => known.Value).LastOrDefault() is { } other)
                {
                    replacements[segment.Name] = other;
                }
                else
                {
                    furthest[segment.Tier] = segment;
                }
            }
        }

        return replacements;
    }
}
