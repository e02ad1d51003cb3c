using System.Globalization;

namespace Belfry.BackupWorker.Protection;

/// <summary>Reads a moment as people type it. UTC, like every time that Belfry shows, unless it carries an offset of its own.</summary>
internal static class Moment
{
    public const string Shapes = "now, 14:03, yesterday 14:03, 2026-11-21T14:03:10Z";

    private static readonly string[] Clocks = ["H:mm", "H:mm:ss"];

    /// <summary>Reads one of <see cref="Shapes"/>; false for anything else, and for a moment that has not come yet.</summary>
    public static bool TryParse(string text, DateTimeOffset now, out DateTimeOffset moment)
    {
        var words = text.Trim().ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var today = now.UtcDateTime.Date;
        (var understood, moment) = words switch
        {
            ["now"] => (true, now),
            [var clock] when TryClock(clock, today, out var at) => (true, at),
            ["today", var clock] when TryClock(clock, today, out var at) => (true, at),
            ["yesterday", var clock] when TryClock(clock, today.AddDays(-1), out var at) => (true, at),
            _ => (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at), at),
        };
        return understood && moment <= now;
    }

    private static bool TryClock(string text, DateTime day, out DateTimeOffset moment)
    {
        var understood = TimeOnly.TryParseExact(text, Clocks, CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock);
        moment = new DateTimeOffset(day.Add(clock.ToTimeSpan()), TimeSpan.Zero);
        return understood;
    }
}
