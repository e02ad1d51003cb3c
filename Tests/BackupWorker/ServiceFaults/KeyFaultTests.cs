using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Backup.Targets;

namespace Belfry.Tests.BackupWorker.ServiceFaults;

/// <summary>The keys of an encrypted archive are lost or others: nothing is written that they could not read, above all nothing plain. docs/faults.md has all faults.</summary>
public sealed class KeyFaultTests : IAsyncDisposable
{
    private readonly Playground _playground = new();

    public ValueTask DisposeAsync() => _playground.DisposeAsync();

    [Theory]
    [InlineData(null, "was not given")] // the setting is lost with the file
    [InlineData("second", "was not given")]
    [InlineData("first", "is not the one that it was written with")] // another key of the same name
    public async Task Service_WithoutTheRightKey_WritesNothing_SaysWhichOneItNeeds_AndGoesOnWithIt(string? other, string said)
    {
        await _playground.CreateDatabaseAsync();
        ArchiveKeys.AddToFile(_playground.File("keys"), "first");
        string? lineage;
        await using (var worker = await _playground.StartProtectedAsync(("Backup__KeyFile", _playground.File("keys"))))
        {
            await _playground.AppendAsync(1);
            lineage = (await worker.CaughtUpAsync()).Lineage;
            await worker.KillAsync();
        }

        var before = await ObjectsAsync();
        if (other is not null)
        {
            ArchiveKeys.AddToFile(_playground.File("other"), other);
        }

        await using (var worker = await WorkerProcess.StartAsync(_playground, ("Backup__KeyFile", other is null ? "" : _playground.File("other"))))
        {
            await _playground.AppendAsync(2);
            await worker.TellsAsync(state => state.LastFailure?.Reason, said);
            await worker.TellsAsync(state => state.Stream.Failure, said);
            Assert.Contains("\"first\"", (await worker.StateAsync()).Stream.Failure, StringComparison.Ordinal);
            await worker.KillAsync();
        }

        Assert.Equal(before, await ObjectsAsync());
        await using var right = await _playground.StartProtectedAsync(("Backup__KeyFile", _playground.File("keys")));
        Assert.Equal(lineage, (await right.CaughtUpAsync()).Lineage);
        await right.RecoversAsync(state => state.LastFailure?.Reason ?? state.Stream.Failure);
        Assert.Equal([1, 2], await _playground.RestoredAsync(keys: ArchiveKeys.FromFile(_playground.File("keys"))));
    }

    [Fact]
    public async Task Service_WithAKey_OverAPlainArchive_WritesNothingAndSaysWhy()
    {
        await _playground.CreateDatabaseAsync();
        await using (var worker = await _playground.StartProtectedAsync())
        {
            await _playground.AppendAsync(1);
            await worker.CaughtUpAsync();
            await worker.KillAsync();
        }

        var before = await ObjectsAsync();
        ArchiveKeys.AddToFile(_playground.File("keys"), "first");
        await using (var worker = await WorkerProcess.StartAsync(_playground, ("Backup__KeyFile", _playground.File("keys"))))
        {
            await _playground.AppendAsync(2);
            await worker.TellsAsync(state => state.Stream.Failure, "is not encrypted");
            await worker.KillAsync();
        }

        Assert.Equal(before, await ObjectsAsync());
    }

    private async Task<IEnumerable<StoredObject>> ObjectsAsync() =>
        await new FolderTarget(_playground.ArchivePath).ListAsync("appdb/lineages/", TestContext.Current.CancellationToken);
}
