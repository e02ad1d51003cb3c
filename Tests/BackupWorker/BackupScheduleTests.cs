using Belfry.BackupWorker.Protection;

namespace Belfry.Tests.BackupWorker;

public sealed class BackupScheduleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("*/15 * * * *", "2026-11-21T12:15:00Z")]
    [InlineData("0 12 * * *", "2026-11-22T12:00:00Z")]
    [InlineData("30 3 * * 1", "2026-11-23T03:30:00Z")]
    [InlineData("0 0 29 2 *", "2028-02-29T00:00:00Z")]
    public void Next_FromNoon_IsTheFirstTimeAfterIt(string expression, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected), BackupSchedule.Parse(expression).Next(Noon));

    [Theory]
    [InlineData("99 * * * *", "[Minute]")]
    [InlineData("* 25 * * *", "[Hour]")]
    [InlineData("* * 0 * *", "[Day]")]
    [InlineData("* * * 13 *", "[Month]")]
    [InlineData("* * * * 9", "[DayOfWeek]")]
    [InlineData("* * * *", "4 fields")]
    [InlineData("0 */15 * * * *", "6 fields")]
    [InlineData("", "0 fields")]
    [InlineData("every 15 minutes please now", "[Minute]")]
    [InlineData("0 0 31 2 *", "never comes")]
    public void TryParse_WrongExpression_NamesTheField(string expression, string expected)
    {
        Assert.False(BackupSchedule.TryParse(expression, out _, out var fault));
        Assert.Contains(expected, fault);
    }

    [Fact]
    public void FreshUntil_BackupTakenOnTime_LastsTwoIntervalsAndTheSlack()
    {
        var schedule = BackupSchedule.Parse("*/15 * * * *");

        Assert.Equal(Noon.AddMinutes(30) + BackupSchedule.Slack, schedule.FreshUntil(Noon.AddSeconds(2)));
    }

    [Theory]
    [InlineData("2026-11-21T11:29:59Z", false)]
    [InlineData("2026-11-21T11:30:00Z", true)]
    [InlineData("2026-11-21T12:01:00Z", true)]
    [InlineData("2026-11-21T12:01:01Z", false)]
    public void IsFresh_AtNoon_IsWhatIsNeitherOldNorOfTheFuture(string takenAt, bool expected) =>
        Assert.Equal(expected, BackupSchedule.Parse("*/15 * * * *").IsFresh(DateTimeOffset.Parse(takenAt), Noon));
}
