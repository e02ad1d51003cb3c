using Belfry.BackupWorker.Mirroring;
using Belfry.BackupWorker.Options;
using Belfry.BackupWorker.Protection;
using Belfry.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Belfry.Tests.BackupWorker;

/// <summary>A mirror's own retention, on a clock that the test moves; the archive, the mirror and the copying are real.</summary>
public sealed class MirrorPruneTests : IAsyncDisposable
{
    private readonly Playground _playground = new();

    public ValueTask DisposeAsync() => _playground.DisposeAsync();

    [Fact]
    public async Task Prune_ClockSetBackMeanwhile_ComesOnceAnHourHasPassed()
    {
        await _playground.CreateDatabaseAsync();
        await _playground.BackUpAsync();
        await _playground.BackUpAsync();
        var time = new ManualTime(DateTimeOffset.UtcNow);
        using var job = new BackupJob(_playground.DatabasePath, _playground.ArchivePath, uploads: null);
        var pause = new WorkPause(new PauseFile(_playground.ArchivePath), time, NullLogger<WorkPause>.Instance);
        var settings = new Dictionary<string, string?> { ["Backup:Mirrors:0:Target"] = _playground.File("mirror") };
        var places = MirrorPlace.All(new ConfigurationBuilder().AddInMemoryCollection(settings).Build().GetSection("Backup"));
        var mirrors = new Mirrors(places, job, new BackupOptions { Keep = 1, History = TimeSpan.Zero }, pause, time, NullLoggerFactory.Instance);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = mirrors.RunAsync(await job.OpenArchiveAsync(end.Token), end.Token);
        await Eventually.TrueAsync(() => Task.FromResult(mirrors.Status is [{ ObjectsBehind: 0, CheckedAt: not null }]), "the copy");
        var marks = _playground.File("mirror/appdb/doomed");
        Assert.False(Directory.Exists(marks));

        time.SetBack(TimeSpan.FromDays(2));
        time.Advance(TimeSpan.FromHours(1));

        await Eventually.TrueAsync(() => Task.FromResult(Directory.Exists(marks) && Directory.EnumerateFiles(marks).Any()), "the pruning");
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }
}
