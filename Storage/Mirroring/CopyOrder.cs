using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;

namespace Belfry.Storage.Mirroring;

/// <summary>
/// What a mirror copies, and in which order, so that whatever it holds is restorable at every moment: the files of a set before the set, a snapshot before the
/// segments after it, segments by ascending position, and what speaks of them last.
/// </summary>
internal static class CopyOrder
{
    /// <summary>The objects of a listing that are copied, in order. Leases, marks and pins are each place's own.</summary>
    public static List<StoredObject> Of(IEnumerable<StoredObject> objects, ArchiveNames names) =>
    [
        .. objects
            .Where(stored => !stored.Name.StartsWith(names.Leases, StringComparison.Ordinal)
                && !stored.Name.StartsWith(names.Doomed, StringComparison.Ordinal)
                && !stored.Name.StartsWith(names.Pins, StringComparison.Ordinal))
            .Select(stored => (stored, Rank: RankOf(stored.Name, names)))
            .OrderBy(entry => entry.Rank.Group)
            .ThenBy(entry => entry.Rank.Lineage, StringComparer.Ordinal)
            .ThenBy(entry => entry.Rank.Position)
            .ThenBy(entry => entry.stored.Name, StringComparer.Ordinal)
            .Select(entry => entry.stored),
    ];

    private static (int Group, string Lineage, long Position) RankOf(string name, ArchiveNames names)
    {
        if (ArchiveNames.TryReadSnapshot(name, out var lineage, out var position, out _))
        {
            return (1, lineage, position);
        }

        if (ArchiveNames.ReadSegment(name) is { } segment)
        {
            return (1, segment.Lineage, segment.First);
        }

        var last = name.StartsWith(names.Points, StringComparison.Ordinal) || name.StartsWith(names.Verifications, StringComparison.Ordinal);
        return (last ? 2 : 0, "", name.StartsWith(names.Uploads, StringComparison.Ordinal) ? 0 : 1);
    }
}
