namespace Belfry.Storage.Retention;

/// <summary>Refuses to judge ages by a clock that disagrees with the archive.</summary>
internal static class ClockGuard
{
    /// <summary>Without a backup for this long, or with one from the future, the clock or the backups are wrong.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromHours(36);

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <param name="newest">The time of the archive's newest object; null when it has none.</param>
    /// <param name="now">What the clock says.</param>
    /// <param name="archive">For the message.</param>
    /// <exception cref="StorageException"><see cref="StorageError.ClockJumped"/>: nothing was changed.</exception>
    public static void Check(DateTimeOffset? newest, DateTimeOffset now, string archive)
    {
        if (newest is { } time && (time > now + Tolerance || now - time > LongestSilence))
        {
            throw new StorageException(
                StorageError.ClockJumped,
                archive,
                "Nothing was deleted.",
                $"It is {now.UtcDateTime:yyyy-MM-dd HH:mm} UTC by this clock, but the newest backup is of {time.UtcDateTime:yyyy-MM-dd HH:mm}: either the clock jumped or backups stopped.",
                "Check the clock, and take a new backup before old ones are deleted.");
        }
    }
}
