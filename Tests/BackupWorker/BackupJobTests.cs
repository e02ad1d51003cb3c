using Belfry.BackupWorker.Protection;

namespace Belfry.Tests.BackupWorker;

public sealed class BackupJobTests : IAsyncLifetime
{
    private readonly Playground _playground = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _playground.DisposeAsync();

    [Fact]
    public async Task OpenArchive_WhileAnotherClearsUnfinishedFiles_IsNotDisturbed()
    {
        using var job = new BackupJob(_playground.DatabasePath, _playground.ArchivePath, uploads: null);
        using var start = new Barrier(4);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            start.SignalAndWait();
            ArchiveScratch.Empty(await job.OpenArchiveAsync(TestContext.Current.CancellationToken));
        })));

        Assert.Empty(Directory.EnumerateFiles(_playground.Scratch));
    }
}
