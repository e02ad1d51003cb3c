using Belfry.Tests.Support;

namespace Belfry.Tests.BackupWorker;

/// <summary>The service streams every commit: judged by what a restore brings back after the service was killed.</summary>
public sealed class StreamingTests : IAsyncDisposable
{
    private readonly Playground _playground = new();
    private long _entries;

    public ValueTask DisposeAsync() => _playground.DisposeAsync();

    [Fact]
    public async Task Commits_AfterTheFirstBackup_AreRestoredThoughTheServiceWasKilled()
    {
        await _playground.CreateDatabaseAsync();
        await using var worker = await _playground.StartProtectedAsync();
        await AppendAsync(50);

        var stream = await worker.CaughtUpAsync();
        await worker.KillAsync();

        Assert.NotNull(stream.NewestCommitAt);
        Assert.InRange(stream.Position, 1, 50);
        Assert.Equal(Enumerable.Range(1, 50).Select(entry => (long)entry), await _playground.RestoredAsync());
    }

    [Fact]
    public async Task Restart_AfterAKill_GoesOnInTheSameHistoryWithoutAGap()
    {
        await _playground.CreateDatabaseAsync();
        string? lineage;
        await using (var worker = await _playground.StartProtectedAsync())
        {
            await AppendAsync(10);
            lineage = (await worker.CaughtUpAsync()).Lineage;
            await worker.KillAsync();
        }

        await AppendAsync(10);
        await using var again = await _playground.StartProtectedAsync();
        await AppendAsync(10);
        var stream = await again.CaughtUpAsync();

        Assert.Equal((lineage, null), (stream.Lineage, stream.LineageReason));
        Assert.Equal(30, (await _playground.RestoredAsync()).Count);
    }

    [Fact]
    public async Task Restart_AfterCommitsThatNobodySaw_BeginsANewHistoryAndSaysWhy()
    {
        await _playground.CreateDatabaseAsync();
        string? lineage;
        await using (var worker = await _playground.StartProtectedAsync())
        {
            await AppendAsync(10);
            lineage = (await worker.CaughtUpAsync()).Lineage;
            await worker.KillAsync();
        }

        await AppendAsync(10);
        await _playground.CloseDatabaseAsync(); // the last connection copies the WAL into the file and deletes it
        await using var again = await _playground.StartProtectedAsync();
        var stream = await again.CaughtUpAsync();

        Assert.NotEqual(lineage, stream.Lineage);
        Assert.NotNull(stream.LineageReason);
        Assert.Equal(20, (await _playground.RestoredAsync()).Count);
    }

    [Fact]
    public async Task Backup_OnDemand_LiesInTheHistoryThatGoesOnAfterIt()
    {
        await _playground.CreateDatabaseAsync();
        await using var worker = await _playground.StartProtectedAsync(("Backup__Keep", "1"));
        await AppendAsync(5);

        var backup = await worker.BackUpAsync();
        await AppendAsync(5);
        var stream = await worker.CaughtUpAsync();

        Assert.Contains($"/{stream.Lineage}/", _playground.SnapshotFile(backup.Id));
        Assert.Equal(10, (await _playground.RestoredAsync()).Count);
    }

    [Fact]
    public async Task SecondWorker_OnOneArchive_SaysSoAndTakesOverWhenTheFirstEnds()
    {
        await _playground.CreateDatabaseAsync();
        await using var first = await _playground.StartProtectedAsync();
        await AppendAsync(5);
        var lineage = (await first.CaughtUpAsync()).Lineage;

        await using var second = await WorkerProcess.StartAsync(_playground);
        await Eventually.TrueAsync(async () => (await second.StateAsync()).Stream.Failure is not null, "the second worker to see the first");
        Assert.Contains("Another worker", (await second.StateAsync()).Stream.Failure);

        await first.KillAsync();
        await AppendAsync(5);
        Assert.Equal(lineage, (await second.CaughtUpAsync()).Lineage);
        Assert.Equal(10, (await _playground.RestoredAsync()).Count);
    }

    private async Task AppendAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await _playground.AppendAsync(++_entries);
        }
    }
}
