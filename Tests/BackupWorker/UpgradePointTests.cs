using System.Net.Http.Json;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Protection;
using Belfry.Tests.Support;

namespace Belfry.Tests.BackupWorker;

/// <summary>The state before an upgrade, as the application asks for it.</summary>
public sealed class UpgradePointTests : IAsyncLifetime
{
    private readonly Playground _playground = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _playground.CreateDatabaseAsync();
        await _playground.AppendAsync(1);
    }

    public ValueTask DisposeAsync() => _playground.DisposeAsync();

    [Fact]
    public async Task Keep_AskedOften_IsOnePointThatAnUndoReaches()
    {
        await using var worker = await StartAsync();
        await worker.CaughtUpAsync();

        var atOnce = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => KeepAsync(worker)));
        var again = await KeepAsync(worker);
        await _playground.AppendAsync(2);
        var undone = await _playground.BelfryAsync("undo", "--yes", "--database", _playground.DatabasePath);

        Assert.Single([.. atOnce.Append(again).Select(point => point.Name).Distinct()]);
        Assert.StartsWith("undo-upgrade-", again.Name, StringComparison.Ordinal);
        Assert.True(undone.ExitCode == 0, undone.Errors);
        Assert.Equal([1], await _playground.Database!.ReadAsync(session => session.Query("select entry from ledger", row => row.GetInt64(0)), Cancellation));
        await _playground.AppendAsync(3);
        Assert.NotEqual(again.Name, (await KeepAsync(worker)).Name);
    }

    [Fact]
    public async Task Keep_WhileAnotherWorkerStreams_TakesABackupOnlyAfterAChange()
    {
        await _playground.BackUpAsync();
        using var stream = ArchiveLock.TryTakeStream(_playground.ArchivePath);
        await using var worker = await StartAsync();
        await Eventually.TrueAsync(async () => (await worker.StateAsync()) is { NewestGood: not null, Running: false }, "the worker to know the backup");

        var point = await KeepAsync(worker);
        var backups = await worker.ListAsync();
        var again = await KeepAsync(worker);

        Assert.Equal(point, again);
        Assert.Equal(backups, await worker.ListAsync());
        await _playground.AppendAsync(2);
        Assert.NotEqual(point.Name, (await KeepAsync(worker)).Name);
        Assert.Equal(backups.Count + 1, (await worker.ListAsync()).Count);
    }

    private Task<WorkerProcess> StartAsync() => WorkerProcess.StartAsync(_playground, ("Backup__Schedule", "0 3 * * *"));

    private static async Task<PointDocument> KeepAsync(WorkerProcess worker)
    {
        using var answer = await worker.Http.PostAsync("/control/points", content: null, Cancellation);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
        return (await answer.Content.ReadFromJsonAsync(DocumentJson.Default.PointDocument, Cancellation))!;
    }
}
