namespace Belfry.Storage.Retention;

/// <summary>Refuses to judge ages by a clock that disagrees with the archive.</summary>
internal static class ClockGuard
{
    /// <summary>Without a backup for this long, or with one from the future, the clock or the backups are wrong.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromHours(36);

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>After an unusual silence nothing is deleted for so long: what is newer may have been archived by the clock that is wrong now.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromHours(1);

    /// <param name="times">The times of the archive's objects.</param>
    /// <param name="now">What the clock says.</param>
    /// <param name="archive">For the message.</param>
    /// <exception cref="StorageException"><see cref="StorageError.ClockJumped"/>: nothing was changed.</exception>
    public static void Check(IEnumerable<DateTimeOffset> times, DateTimeOffset now, string archive)
    {
        var ordered = times.Order().ToList();
        if (ordered.Count > 0 && (ordered[^1] > now + Tolerance || now - ordered[^1] > LongestSilence))
        {
            throw new StorageException(
                StorageError.ClockJumped,
                archive,
                "No old history was deleted or compacted.",
                $"It is {Words(now)} by this clock, but the newest object of the archive is of {Words(ordered[^1])}: either the clock jumped or backups stopped.",
                "Check the clock, and take a new backup before old ones are deleted.");
        }

        // Whoever deletes has often just taken a backup by the same clock, so the age of the newest object alone says nothing.
        var usual = LongestSilence;
        foreach (var (before, after) in ordered.Zip(ordered.Skip(1)))
        {
            if (after - before > usual && now - after < Settling)
            {
                throw new StorageException(
                    StorageError.ClockJumped,
                    archive,
                    "No old history was deleted or compacted.",
                    $"Nothing was archived between {Words(before)} and {Words(after)}: either the clock jumped or backups had stopped.",
                    "Check the clock; if it is right, this works again an hour after backups went on.");
            }

            usual = TimeSpan.FromTicks(Math.Max(usual.Ticks, (after - before).Ticks * 2));
        }
    }

    private static string Words(DateTimeOffset time) => $"{time.UtcDateTime:yyyy-MM-dd HH:mm} UTC";
}
