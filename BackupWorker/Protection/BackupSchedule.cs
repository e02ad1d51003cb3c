using System.Diagnostics.CodeAnalysis;
using NCrontab;

namespace Belfry.BackupWorker.Protection;

/// <summary>
/// A five-field cron expression (minute, hour, day of month, month, day of week), read in UTC so that no hour is skipped
/// or doubled when the clocks change. Example: <c>*/15 * * * *</c>, every quarter of an hour.
/// </summary>
internal sealed class BackupSchedule
{
    public const string Default = "*/15 * * * *";

    /// <summary>The grace after the second missed time, for a backup that started late or is still under way.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromMinutes(5);

    /// <summary>By how much clocks may differ: what is dated further ahead is of a clock that was wrong then, or is wrong now.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    /// <summary>A timer does not notice that the clock was set or the machine slept; looking at the clock once a minute does.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    private readonly CrontabSchedule _cron;

    private BackupSchedule(string expression, CrontabSchedule cron)
    {
        Expression = expression;
        _cron = cron;
    }

    public string Expression { get; }

    /// <summary>Reads an expression; <paramref name="fault"/> says in one sentence which field is wrong and why.</summary>
    public static bool TryParse(
        string expression,
        [NotNullWhen(true)] out BackupSchedule? schedule,
        [NotNullWhen(false)] out string? fault)
    {
        schedule = null;
        fault = null;
        var fields = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        if (fields != 5)
        {
            fault = $"It has {fields} fields; a schedule has five: minute, hour, day of month, month, day of week.";
            return false;
        }

        try
        {
            var cron = CrontabSchedule.Parse(expression);
            if (!Recurs(cron))
            {
                fault = "Its day of month never comes in its month.";
                return false;
            }

            schedule = new BackupSchedule(expression, cron);
            return true;
        }
        catch (CrontabException exception)
        {
            fault = exception.Message;
            return false;
        }
    }

    /// <summary>Reads an expression that was validated before.</summary>
    /// <exception cref="FormatException">It was not.</exception>
    public static BackupSchedule Parse(string expression) =>
        TryParse(expression, out var schedule, out var fault) ? schedule : throw new FormatException(fault);

    /// <summary>The first time strictly after <paramref name="instant"/>.</summary>
    public DateTimeOffset Next(DateTimeOffset instant) => new(_cron.GetNextOccurrence(instant.UtcDateTime), TimeSpan.Zero);

    /// <summary>Sleeps until the next time by the clock as it then is: one that is set back meanwhile brings the next time nearer.</summary>
    public async Task SleepAsync(TimeProvider time, CancellationToken cancellation)
    {
        var instant = DateTimeOffset.MaxValue;
        while (time.GetUtcNow() is var now && now < instant)
        {
            var next = Next(now);
            instant = next < instant ? next : instant;
            await Task.Delay(instant - now < LongestSleep ? instant - now : LongestSleep, time, cancellation);
        }
    }

    /// <summary>Until when a backup taken at <paramref name="takenAt"/> counts as fresh: two later times and the slack may pass.</summary>
    public DateTimeOffset FreshUntil(DateTimeOffset takenAt) => Next(Next(takenAt)) + Slack;

    /// <summary>Whether what was taken at <paramref name="takenAt"/> counts as fresh at <paramref name="now"/>. Nothing does that comes from the future: it would for as long as it takes to get there.</summary>
    public bool IsFresh(DateTimeOffset takenAt, DateTimeOffset now) => takenAt <= now + ClockTolerance && now <= FreshUntil(takenAt);

    // A 29 February can be eight years away (2096 to 2104); what is not due in nine years never is.
    private static bool Recurs(CrontabSchedule cron)
    {
        var start = new DateTime(2095, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var end = start.AddYears(10);
        return cron.GetNextOccurrence(start, end) < end;
    }
}
