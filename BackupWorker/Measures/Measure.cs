namespace Belfry.BackupWorker.Measures;

/// <summary>What was measured at a moment.</summary>
/// <param name="At">The moment.</param>
/// <param name="Lag">How far the archive is behind; null while nothing is streamed.</param>
/// <param name="WalBytes">The size of the WAL.</param>
/// <param name="DatabaseBytes">The size of the database file.</param>
internal sealed record Measure(DateTimeOffset At, TimeSpan? Lag, long WalBytes, long DatabaseBytes)
{
    /// <summary>Two that follow each other as one: the worse of each, at the time of the later.</summary>
    public Measure With(Measure later) => new(
        later.At,
        Lag is { } before && later.Lag is { } after ? before > after ? before : after : Lag ?? later.Lag,
        Math.Max(WalBytes, later.WalBytes),
        later.DatabaseBytes);
}
