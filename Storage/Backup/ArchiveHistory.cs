namespace Belfry.Storage.Backup;

/// <summary>What an archive knows of a span of time, read from the names of its objects alone. Its size depends on the number of parts, not on the number of commits.</summary>
/// <param name="Oldest">The oldest moment that can be restored, whatever the span; null when there is no snapshot.</param>
/// <param name="Newest">The time of the newest snapshot or commit, whatever the span.</param>
/// <param name="Commits">
/// How many commits lie in each part, in order. Exact to the segment: of a segment with many commits only the last one's time is known, so that the others are
/// spread over the time since the segment before.
/// </param>
/// <param name="Begins">When histories began within the span, other than snapshots that stand alone: between the one before and it there may be a gap.</param>
public sealed record ArchiveHistory(DateTimeOffset? Oldest, DateTimeOffset? Newest, IReadOnlyList<long> Commits, IReadOnlyList<DateTimeOffset> Begins)
{
    /// <summary>Reads the names of an archive's objects.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="from">The beginning of the span.</param>
    /// <param name="to">Its end, later than its beginning.</param>
    /// <param name="parts">Into how many equal parts it is cut, at least 1.</param>
    /// <param name="cancellation">Stops the listing.</param>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveUnavailable"/>.</exception>
    public static async Task<ArchiveHistory> ReadAsync(Archive archive, DateTimeOffset from, DateTimeOffset to, int parts, CancellationToken cancellation = default) =>
        Read(await archive.NamesAsync(cancellation).ConfigureAwait(false), from, to, parts);

    /// <param name="names">Every object below <see cref="ArchiveNames.Lineages"/>.</param>
    /// <param name="from">The beginning of the span.</param>
    /// <param name="to">Its end, later than its beginning.</param>
    /// <param name="parts">Into how many equal parts it is cut.</param>
    internal static ArchiveHistory Read(IEnumerable<string> names, DateTimeOffset from, DateTimeOffset to, int parts)
    {
        var density = new CommitDensity(from, to, parts);
        var begins = new List<DateTimeOffset>();
        DateTimeOffset? oldest = null;
        DateTimeOffset? newest = null;
        foreach (var lineage in names.GroupBy(LineageOf).Where(lineage => lineage.Key is not null))
        {
            var segments = new List<SegmentName>();
            DateTimeOffset? first = null;
            foreach (var name in lineage)
            {
                if (ArchiveNames.TryReadSnapshot(name, out _, out _, out var taken))
                {
                    first = first < taken ? first : taken;
                    newest = newest > taken ? newest : taken;
                }
                else if (ArchiveNames.ReadSegment(name) is { } segment)
                {
                    segments.Add(segment);
                    newest = newest > segment.Time ? newest : segment.Time;
                }
            }

            oldest = oldest < first || first is null ? oldest : first;
            if (segments.Count > 0 && ArchiveTime.TryParse(lineage.Key.AsSpan(0, Math.Min(ArchiveTime.Length, lineage.Key!.Length)), out var began))
            {
                density.Add(segments, began);
                if (began >= from && began <= to)
                {
                    begins.Add(began);
                }
            }
        }

        begins.Sort();
        return new ArchiveHistory(oldest, newest, density.Parts, begins);
    }

    private static string? LineageOf(string name)
    {
        var parts = name.Split('/');
        var folder = Array.IndexOf(parts, "lineages");
        return folder >= 0 && folder + 1 < parts.Length ? parts[folder + 1] : null;
    }
}
