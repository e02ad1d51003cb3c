namespace Belfry.Storage.Retention;

/// <summary>
/// What to keep. A backup is kept when any rule keeps it; the newest verified one and what named points need are kept by all of them, and everything is while none is verified. "Hourly 24" keeps the newest backup of each of the
/// last 24 hours that have one, and so on; days, weeks (from Monday), months and years are those of UTC.
/// </summary>
public sealed record RetentionPolicy
{
    /// <summary>The newest backups kept. Default 1, at least 1.</summary>
    public int Last { get; init; } = 1;

    /// <summary>Every backup younger than this is kept. Default none.</summary>
    public TimeSpan Within { get; init; }

    /// <summary>Hours of which the newest backup is kept. Default 0.</summary>
    public int Hourly { get; init; }

    /// <summary>Days of which the newest backup is kept. Default 0.</summary>
    public int Daily { get; init; }

    /// <summary>Weeks of which the newest backup is kept. Default 0.</summary>
    public int Weekly { get; init; }

    /// <summary>Months of which the newest backup is kept. Default 0.</summary>
    public int Monthly { get; init; }

    /// <summary>Years of which the newest backup is kept. Default 0.</summary>
    public int Yearly { get; init; }

    /// <summary>
    /// For how long the history between backups stays restorable, with the snapshots that this needs: every commit, or what compaction left of it. While
    /// nothing was streamed, the newest backup of each day of it. Default 24 h.
    /// </summary>
    public TimeSpan History { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long an object is marked before it is deleted, so that a restore that has begun can end. Default 1 h.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromHours(1);
}
