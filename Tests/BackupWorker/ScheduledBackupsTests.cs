using Belfry.BackupWorker.Databases;
using Belfry.BackupWorker.Mirroring;
using Belfry.BackupWorker.Options;
using Belfry.BackupWorker.Protection;
using Belfry.BackupWorker.Streaming;
using Belfry.Tests.Support;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;

namespace Belfry.Tests.BackupWorker;

/// <summary>The guardian and its schedule on a clock that the test moves; the database, the archive and the backups are real.</summary>
public sealed class ScheduledBackupsTests : IAsyncLifetime
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);

    private readonly Playground _playground = new();
    private readonly ManualTime _time = new(DateTimeOffset.UtcNow.AddHours(-1)); // backups carry the real time, which is later: they count from when this clock saw them proven
    private readonly BackupSchedule _schedule = BackupSchedule.Parse("*/15 * * * *");
    private BackupJob _job = null!;
    private BackupMeter _meter = null!;
    private BackupTelemetry _telemetry = null!;
    private CommitStream _stream = null!;
    private Mirrors _mirrors = null!;
    private WorkPause _pause = null!;
    private Guardian _guardian = null!;
    private ScheduledBackups _scheduled = null!;
    private readonly ManualTime _drillTime = new(DateTimeOffset.UtcNow);
    private Rehearsals _rehearsals = null!;

    public async ValueTask InitializeAsync()
    {
        await _playground.CreateDatabaseAsync();
        _job = new BackupJob(_playground.DatabasePath, _playground.ArchivePath, new UploadsFolder(_playground.File("data/uploads")));
        _meter = new BackupMeter(_time);
        _telemetry = _meter.For(ConfiguredDatabase.First);
        _pause = Pause(_time);
        _mirrors = new Mirrors([], _job, new BackupOptions(), _pause, _time, NullLoggerFactory.Instance);
        _stream = new CommitStream(_job, _mirrors, _telemetry, NullLoggerFactory.Instance);
        await _stream.StartAsync(TestContext.Current.CancellationToken);
        _guardian = new Guardian(_job, _stream, _pause, _telemetry, new BackupOptions(), _time, NullLogger<Guardian>.Instance);
        _scheduled = new ScheduledBackups(_guardian, _job, _schedule, _pause, _time, NullLogger<ScheduledBackups>.Instance);
        await _scheduled.StartAsync(TestContext.Current.CancellationToken);
        await SleepingAsync();
        _rehearsals = new Rehearsals(_job, Pause(_drillTime), new BackupOptions(), _telemetry, _drillTime, NullLogger<Rehearsals>.Instance);
        await _rehearsals.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _rehearsals.StopAsync(CancellationToken.None);
        _rehearsals.Dispose();
        await _scheduled.StopAsync(CancellationToken.None);
        _scheduled.Dispose();
        await _stream.StopAsync(CancellationToken.None);
        _stream.Dispose();
        _guardian.Dispose();
        _job.Dispose();
        _meter.Dispose();
        await _playground.DisposeAsync();
    }

    [Fact]
    public async Task Schedule_AtEachTime_TakesOneVerifiedBackup()
    {
        Assert.Single(await ListAsync());

        await PassAsync(Interval);
        Assert.Equal(2, (await ListAsync()).Count);

        await PassAsync(Interval);
        var backups = await ListAsync();
        Assert.Equal(3, backups.Count);
        Assert.All(backups, backup => Assert.Equal("Verified", $"{backup.State}"));
    }

    [Fact]
    public async Task Schedule_BeforeItsTime_DoesNothing()
    {
        var left = _schedule.Next(_time.GetUtcNow()) - _time.GetUtcNow();

        await PassAsync(left - TimeSpan.FromMilliseconds(1));

        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task Schedule_AfterAFailure_TriesAgainAtTheNextTime()
    {
        var aside = _playground.DatabasePath + ".aside";
        await _playground.CloseDatabaseAsync();
        File.Move(_playground.DatabasePath, aside);

        await PassAsync(Interval);
        Assert.Equal("not-found", _guardian.Standing.LastFailure?.Fault.Code);
        Assert.Equal(HealthStatus.Degraded, await HealthAsync());

        File.Move(aside, _playground.DatabasePath);
        await PassAsync(Interval);
        Assert.Null(_guardian.Standing.LastFailure);
        Assert.Equal(HealthStatus.Healthy, await HealthAsync());
        Assert.Equal(2, (await ListAsync()).Count);
    }

    [Fact]
    public async Task Schedule_AfterAFailure_DoesNotCountABackupThatAPersonFoundBad()
    {
        var snapshot = _playground.SnapshotFile((await ListAsync())[0].Id);
        var good = await File.ReadAllBytesAsync(snapshot, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(snapshot, good[..^1], TestContext.Current.CancellationToken);
        Assert.Equal(4, (await _playground.BelfryAsync("verify")).ExitCode);
        await _playground.CloseDatabaseAsync();
        File.Move(_playground.DatabasePath, _playground.DatabasePath + ".aside");

        await PassAsync(Interval);

        Assert.Null(_guardian.Standing.NewestGood);
        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync());
    }

    [Fact]
    public async Task Schedule_MeetsAnotherJob_TakesTheBackupOnceThatHasEnded()
    {
        using (var turn = ArchiveLock.TryTake(_playground.ArchivePath))
        {
            Assert.NotNull(turn);
            await PassAsync(Interval);
            await PassAsync(TimeSpan.FromMinutes(1));
            Assert.Single(await ListAsync());
            Assert.Null(_guardian.Standing.LastFailure);
        }

        await PassAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(2, (await ListAsync()).Count);
    }

    [Fact]
    public async Task Health_NewestGoodOlderThanTwoIntervals_IsUnhealthy()
    {
        await _scheduled.StopAsync(TestContext.Current.CancellationToken);
        var freshUntil = _schedule.FreshUntil(_guardian.Standing.GoodAt!.Value);

        _time.Advance(freshUntil - _time.GetUtcNow());
        Assert.Equal(HealthStatus.Healthy, await HealthAsync());

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync());
    }

    [Fact]
    public async Task Clock_SetBackByDays_DoesNotDelayTheNextBackup_AndWhatWasTakenBeforeIsNotFresh()
    {
        _time.SetBack(TimeSpan.FromDays(2));
        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync());

        await PassAsync(TimeSpan.FromMinutes(1)); // it looks at the clock
        await PassAsync(Interval);

        Assert.Equal(2, (await ListAsync()).Count);
        Assert.Equal(HealthStatus.Healthy, await HealthAsync());
    }

    [Fact]
    public async Task Drill_AtItsTime_IsShown_AndItsFailureDegradesHealth()
    {
        await DrillTimeComesAsync(() => _rehearsals.Standing.Newest is not null);
        Assert.Null(_rehearsals.Standing.Failure);
        Assert.Equal(HealthStatus.Healthy, await HealthAsync());

        var snapshot = _playground.SnapshotFile((await ListAsync())[0].Id);
        var good = await File.ReadAllBytesAsync(snapshot, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(snapshot, good[..^1], TestContext.Current.CancellationToken);
        await DrillTimeComesAsync(() => _rehearsals.Standing.Failure is not null);
        Assert.Equal(HealthStatus.Degraded, await HealthAsync());

        await File.WriteAllBytesAsync(snapshot, good, TestContext.Current.CancellationToken);
        await DrillTimeComesAsync(() => _rehearsals.Standing.Failure is null);
        Assert.Equal(HealthStatus.Healthy, await HealthAsync());
    }

    [Fact]
    public async Task Pause_TakesNoBackup_UntilItIsOver_AndThenTheOneThatWasDue()
    {
        var until = _pause.Begin(TimeSpan.FromMinutes(40));
        Assert.Equal(HealthStatus.Degraded, await HealthAsync());

        await PassAsync(Interval);
        await PassAsync(until - _time.GetUtcNow() - TimeSpan.FromMilliseconds(1));
        Assert.Single(await ListAsync());
        Assert.Equal(until, _pause.LookUntil());

        await PassAsync(WorkPause.Look);
        Assert.Equal(2, (await ListAsync()).Count);
        Assert.Equal(HealthStatus.Healthy, await HealthAsync());
    }

    [Fact]
    public async Task Pause_ThatIsEnded_LetsADrillBeginThatWasDue()
    {
        var pause = Pause(_drillTime);
        pause.Begin(PauseFile.Longest);
        await Eventually.TrueAsync(() => Task.FromResult(_drillTime.Waiting == 1), "the drills to sleep");
        _drillTime.Advance(BackupSchedule.Parse(new BackupOptions().DrillSchedule).Next(_drillTime.GetUtcNow()) - _drillTime.GetUtcNow());
        await Eventually.TrueAsync(() => Task.FromResult(_drillTime.Waiting == 1), "the drill to wait");
        Assert.Null(_rehearsals.Standing.Newest);

        pause.End();
        _drillTime.Advance(WorkPause.Look);

        await Eventually.TrueAsync(() => Task.FromResult(_rehearsals.Standing.Newest is not null), "the drill");
    }

    /// <summary>The schedule looks at the clock once a minute, so it is moved on until it did.</summary>
    private async Task DrillTimeComesAsync(Func<bool> happened)
    {
        await Eventually.TrueAsync(() => Task.FromResult(_drillTime.Waiting == 1), "the drills to sleep");
        _drillTime.Advance(TimeSpan.FromDays(1));
        await Eventually.TrueAsync(() => Task.FromResult(happened()), "the drill");
    }

    private WorkPause Pause(ManualTime time) => new(new PauseFile(_playground.ArchivePath), time, NullLogger<WorkPause>.Instance);

    private async Task PassAsync(TimeSpan span)
    {
        _time.Advance(span);
        await SleepingAsync();
    }

    /// <summary>The schedule sleeps again once a timer waits: whatever it had to do before is done.</summary>
    private Task SleepingAsync() => Eventually.TrueAsync(() => Task.FromResult(_time.Waiting == 1), "the schedule to sleep");

    private async Task<IReadOnlyList<Belfry.Storage.Backup.Backup>> ListAsync() =>
        await (await _job.OpenArchiveAsync(TestContext.Current.CancellationToken)).ListAsync(TestContext.Current.CancellationToken);

    private async Task<HealthStatus> HealthAsync() =>
        (await new ProtectionHealthCheck(_guardian, _stream, _mirrors, _rehearsals, _job, _schedule, _pause, _time).CheckHealthAsync(new HealthCheckContext())).Status;
}
