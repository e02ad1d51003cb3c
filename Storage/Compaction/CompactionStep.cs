namespace Belfry.Storage.Compaction;

/// <summary>The making of one tier: which records become one, and which of those share an object.</summary>
/// <param name="Tier">The tier as names give it: 0, or the span of a record in seconds.</param>
/// <param name="After">The age from which it applies.</param>
/// <param name="Extent">The time that one object covers.</param>
internal sealed record CompactionStep(int Tier, TimeSpan After, TimeSpan Extent)
{
    /// <summary>An hour of minutes, two and a half days of hours: few enough objects to list, small enough to read.</summary>
    private const int SpansPerObject = 60;

    private static readonly TimeSpan JoinedExtent = TimeSpan.FromMinutes(10);

    public static CompactionStep Join(TimeSpan after) => new(0, after, JoinedExtent);

    public static CompactionStep Of(CompactionTier tier) => new((int)tier.Span.TotalSeconds, tier.After, tier.Span * SpansPerObject);

    /// <summary>Whether two records, one right after the other, belong into one of this tier.</summary>
    public bool Merges(DateTimeOffset earlier, DateTimeOffset later) => Tier > 0 && Number(earlier, Span(Tier)) == Number(later, Span(Tier));

    /// <summary>The number of the object's extent that a time falls into.</summary>
    public long ExtentOf(DateTimeOffset time) => Number(time, Extent);

    /// <summary>Whether everything in the extent of this time is old enough.</summary>
    public bool IsDue(DateTimeOffset time, DateTimeOffset now) => DateTimeOffset.UnixEpoch + (Extent * ExtentOf(time)) <= now - After;

    /// <summary>The moment before all commits of the span that a time falls into, inclusive.</summary>
    public static DateTimeOffset SpanStart(int tier, DateTimeOffset time) => DateTimeOffset.UnixEpoch + (Span(tier) * (Number(time, Span(tier)) - 1));

    private static TimeSpan Span(int tier) => TimeSpan.FromSeconds(tier);

    /// <summary>A moment at the very end of a span belongs to it, so that a whole minute can be restored exactly.</summary>
    private static long Number(DateTimeOffset time, TimeSpan span)
    {
        var ticks = (time - DateTimeOffset.UnixEpoch).Ticks;
        return (ticks + span.Ticks - 1) / span.Ticks;
    }
}
