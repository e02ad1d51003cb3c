using Belfry.BackupWorker.Databases;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Notices;
using Belfry.BackupWorker.Options;
using Belfry.BackupWorker.Protection;
using Belfry.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Belfry.Tests.BackupWorker;

/// <summary>
/// What protects a database, as the service makes it, on a clock that the test moves. Nobody streams: whoever takes a backup waits for the stream without end, as one does whose disk
/// hangs. Backups that are good are those of the command line.
/// </summary>
public sealed class ProtectionHealthTests : IAsyncLifetime
{
    private readonly Playground _playground = new();
    private readonly ManualTime _time = new(DateTimeOffset.UtcNow);
    private readonly CancellationTokenSource _end = new();
    private BackupMeter _meter = null!;
    private ProtectedDatabase _database = null!;
    private Task _hanging = Task.CompletedTask;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _playground.CreateDatabaseAsync();
        var settings = new Dictionary<string, string?> { ["ConnectionStrings:appdb"] = $"Data Source={_playground.DatabasePath}", ["Backup:Target"] = _playground.ArchivePath };
        var configured = ConfiguredDatabase.All(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())[0];
        var notices = new NoticeSender(Options.Create(new NoticeOptions()), new NoticeBook(), NullLogger<NoticeSender>.Instance);
        _meter = new BackupMeter(_time);
        _database = new ProtectedDatabase(configured, notices, _meter, _time, new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance), NullLoggerFactory.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAny(_hanging);
        await _database.DisposeAsync();
        _meter.Dispose();
        _end.Dispose();
        await _playground.DisposeAsync();
    }

    [Fact]
    public void Check_FirstBackupIsUnderWay_IsHealthyForTwoIntervals_ThenUnhealthy()
    {
        Hang();
        var since = _time.GetUtcNow();
        Assert.Equal(HealthStatus.Healthy, _database.Health.Check().Status);

        _time.Advance(_database.Schedule.FreshUntil(since) - since);
        Assert.Equal(HealthStatus.Healthy, _database.Health.Check().Status);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        var health = _database.Health.Check();
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains($"since {since:yyyy-MM-dd HH:mm:ss} UTC", health.Description);
    }

    [Fact]
    public async Task Check_BackupIsUnderWayOverAStaleOne_IsUnhealthy()
    {
        var good = await BackUpAsync();
        await _database.Guardian.ReadArchiveAsync(Cancellation);
        Hang();
        Assert.Equal(HealthStatus.Healthy, _database.Health.Check().Status);

        _time.Advance(TimeSpan.FromHours(1));

        var health = _database.Health.Check();
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains(good.Id, health.Description);
    }

    [Fact]
    public async Task ReadArchive_OnlyBackupIsOfAClockThatRanAhead_CountsForNothing()
    {
        await BackUpAsync();
        _time.SetBack(TimeSpan.FromDays(2));

        await _database.Guardian.ReadArchiveAsync(Cancellation);

        Assert.Null(_database.Guardian.Standing.NewestGood);
        Assert.Equal(HealthStatus.Unhealthy, _database.Health.Check().Status);
    }

    [Fact]
    public void News_ClockSetBackMeanwhile_IsToldAfterTheSamePatience()
    {
        var news = new HealthNews(_database.Configured, TimeSpan.FromSeconds(30), _time);
        Assert.Null(news.Look(HealthCheckResult.Unhealthy()));

        _time.SetBack(TimeSpan.FromDays(2));
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("unprotected", news.Look(HealthCheckResult.Unhealthy())?.Event);
    }

    /// <summary>A good backup, taken by another process; the clock is then as late as the real one.</summary>
    private async Task<BackupDocument> BackUpAsync()
    {
        var backup = await _playground.BackUpAsync();
        _time.Advance(DateTimeOffset.UtcNow - _time.GetUtcNow());
        return backup;
    }

    /// <summary>Begins a backup that does not end before the test does.</summary>
    private void Hang()
    {
        _hanging = _database.Guardian.TryBackUpAsync(patience: TimeSpan.Zero, steps: null, _end.Token);
        Assert.NotNull(_database.Guardian.Standing.RunningSince);
    }
}
