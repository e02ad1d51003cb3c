namespace Belfry.Storage.Compaction;

/// <summary>How fine the history stays as it ages: each commit at first, then the last commit of each span.</summary>
public sealed record CompactionPolicy
{
    /// <summary>
    /// The tiers, finer first. Default: each commit for a day, then the last one of each minute, after 7 days of each hour. Ages must grow, and each span must be
    /// a whole multiple of the one before it and of a second.
    /// </summary>
    public IReadOnlyList<CompactionTier> Tiers { get; init; } =
        [new(TimeSpan.FromDays(1), TimeSpan.FromMinutes(1)), new(TimeSpan.FromDays(7), TimeSpan.FromHours(1))];

    /// <summary>How old the segments of every single commit are when they are joined into larger ones that hold the same records. Default 10 min.</summary>
    public TimeSpan JoinAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a segment that a proven coarser one replaces stays marked before it is deleted. Default 1 h.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The steps of a compaction, finer first.</summary>
    /// <exception cref="ArgumentException">The tiers are not as <see cref="Tiers"/> demands.</exception>
    internal IReadOnlyList<CompactionStep> Steps()
    {
        var steps = new List<CompactionStep> { CompactionStep.Join(JoinAfter) };
        foreach (var tier in Tiers)
        {
            var finer = steps[^1];
            var whole = tier.Span > TimeSpan.Zero && tier.Span.Ticks % TimeSpan.TicksPerSecond == 0 && tier.Span.TotalSeconds <= int.MaxValue;
            if (!whole || tier.After < finer.After || (finer.Tier > 0 && (tier.Span.TotalSeconds <= finer.Tier || tier.Span.TotalSeconds % finer.Tier != 0)))
            {
                throw new ArgumentException($"The tier {tier} does not follow the one before it: ages must grow, and each span must be a multiple of the one before.", nameof(Tiers));
            }

            steps.Add(CompactionStep.Of(tier));
        }

        return steps;
    }
}

/// <summary>One degree of coarseness.</summary>
/// <param name="After">The age from which it applies.</param>
/// <param name="Span">Of each such span, counted from 1970-01-01T00:00Z, the last commit stays restorable; a commit at its very end belongs to it.</param>
public sealed record CompactionTier(TimeSpan After, TimeSpan Span);
