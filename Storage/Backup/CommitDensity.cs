namespace Belfry.Storage.Backup;

/// <summary>Counts commits per part of a span of time, by the names of segments.</summary>
internal sealed class CommitDensity(DateTimeOffset from, DateTimeOffset to, int parts)
{
    private readonly long[] _parts = new long[parts];

    public IReadOnlyList<long> Parts => _parts;

    /// <param name="segments">Those of one lineage, in any order; positions that several of them cover count once.</param>
    /// <param name="began">When the lineage began.</param>
    public void Add(IReadOnlyList<SegmentName> segments, DateTimeOffset began)
    {
        var (reached, since) = (0L, began);
        foreach (var segment in segments.OrderBy(segment => segment.First).ThenBy(segment => segment.Tier))
        {
            var commits = segment.Last - Math.Max(reached, segment.First - 1);
            if (commits > 0)
            {
                Spread(commits, commits == 1 || since >= segment.Time ? segment.Time : since, segment.Time);
                reached = segment.Last;
            }

            since = since > segment.Time ? since : segment.Time;
        }
    }

    private void Spread(long commits, DateTimeOffset since, DateTimeOffset until)
    {
        var (first, last) = (PartOf(since), PartOf(until));
        var count = last - first + 1;
        for (var part = Math.Max(first, 0); part <= Math.Min(last, parts - 1); part++)
        {
            // Whole ones, none lost; the last one lies in the last part.
            _parts[part] += (long)((Int128)commits * (part - first + 1) / count) - (long)((Int128)commits * (part - first) / count);
        }
    }

    /// <summary>Outside the span it is below 0, or <c>parts</c> and more; the very end belongs to the last part.</summary>
    private long PartOf(DateTimeOffset time) => time == to ? parts - 1 : (long)Math.Floor((time - from) / (to - from) * parts);
}
