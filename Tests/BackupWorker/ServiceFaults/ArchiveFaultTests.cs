using Belfry.BackupWorker.Documents;
using Belfry.Storage.Backup.Targets;
using Belfry.Tests.BackupWorker.Foreign;
using Belfry.Tests.Storage.Faults;
using Belfry.Tests.Support;

namespace Belfry.Tests.BackupWorker.ServiceFaults;

/// <summary>The archive's own place fails, or what lies there is not what was written. docs/faults.md has all faults.</summary>
public sealed class ArchiveFaultTests : IAsyncDisposable
{
    private readonly Playground _playground = new();

    public ValueTask DisposeAsync() => _playground.DisposeAsync();

    [Fact]
    public async Task Disk_Full_IsToldEverywhere_AndAllGoesOnWhenThereIsSpace()
    {
        using var disk = new SmallDisk(16);
        await _playground.CreateDatabaseAsync();
        await using var worker = await _playground.StartProtectedAsync(("Backup__Target", disk.File("archive")));
        await _playground.AppendAsync(1);
        var lineage = (await worker.CaughtUpAsync()).Lineage;

        disk.Fill();
        await _playground.AppendAsync(2);
        await Eventually.TrueAsync(async () => (await worker.StateAsync()).Stream.Failure?.Contains("o space left", StringComparison.Ordinal) is true, "the stream to say so");
        Assert.Equal(JobDocument.Failed, (await worker.RunJobAsync(new JobRequestDocument("backup"))).State);
        await worker.TellsAsync(state => state.LastFailure?.Reason, "o space left");

        disk.Free();
        await _playground.AppendAsync(3);
        Assert.Equal(lineage, (await worker.CaughtUpAsync()).Lineage);
        await worker.BackUpAsync();
        await worker.RecoversAsync(state => state.LastFailure?.Reason ?? state.Stream.Failure);
        Assert.Equal([1, 2, 3], await _playground.RestoredAsync(new FolderTarget(disk.File("archive"))));
    }

    [Fact]
    public async Task Folder_Away_IsToldEverywhere_AndTheSameHistoryGoesOnWhenItIsBack()
    {
        await _playground.CreateDatabaseAsync();
        await using var worker = await _playground.StartProtectedAsync();
        await _playground.AppendAsync(1);
        var lineage = (await worker.CaughtUpAsync()).Lineage;

        Directory.Move(_playground.ArchivePath, _playground.File("away"));
        await File.WriteAllTextAsync(_playground.ArchivePath, "no folder");
        await _playground.AppendAsync(2);
        await Eventually.TrueAsync(async () => (await worker.StateAsync()).Stream.Failure is not null, "the stream to say so");
        Assert.Equal(JobDocument.Failed, (await worker.RunJobAsync(new JobRequestDocument("backup"))).State);
        await worker.TellsAsync(state => state.LastFailure?.Reason, _playground.ArchivePath);

        File.Delete(_playground.ArchivePath);
        Directory.Move(_playground.File("away"), _playground.ArchivePath);
        Assert.Equal(lineage, (await worker.CaughtUpAsync()).Lineage);
        await worker.BackUpAsync();
        await worker.RecoversAsync(state => state.LastFailure?.Reason ?? state.Stream.Failure);
        Assert.Equal([1, 2], await _playground.RestoredAsync());
    }

    [Fact]
    public async Task Snapshot_Damaged_IsFoundByADrill_AndToldUntilOneSucceeds()
    {
        await _playground.CreateDatabaseAsync();
        await using var worker = await _playground.StartProtectedAsync();
        var snapshot = _playground.SnapshotFile((await worker.ListAsync())[0].Id);
        var good = await File.ReadAllBytesAsync(snapshot);
        byte[] bad = [.. good];
        bad[bad.Length / 2] ^= 4;

        await File.WriteAllBytesAsync(snapshot, bad);
        Assert.Equal(JobDocument.Failed, (await worker.RunJobAsync(new JobRequestDocument("drill"))).State);
        await worker.TellsAsync(state => state.DrillFailure?.Reason, Path.GetFileName(snapshot));

        await File.WriteAllBytesAsync(snapshot, good);
        Assert.Equal(JobDocument.Done, (await worker.RunJobAsync(new JobRequestDocument("drill"))).State);
        await worker.RecoversAsync(state => state.DrillFailure?.Reason);
    }

    [Fact]
    public async Task Backup_ThatFailsAnOrderedProof_CountsNoMoreAndIsToldUntilOneIsProven()
    {
        await _playground.CreateDatabaseAsync();
        await using var worker = await _playground.StartProtectedAsync(("Backup__Schedule", "0 3 * * *"));
        var backup = (await worker.ListAsync())[0];
        var snapshot = _playground.SnapshotFile(backup.Id);
        var bytes = await File.ReadAllBytesAsync(snapshot);
        bytes[bytes.Length / 2] ^= 4;
        await File.WriteAllBytesAsync(snapshot, bytes);

        Assert.Equal(JobDocument.Failed, (await worker.RunJobAsync(new JobRequestDocument("verify"))).State);
        await worker.TellsAsync(state => state.LastFailure?.Reason, backup.Id);
        Assert.Null((await worker.StateAsync()).NewestGood);

        await worker.BackUpAsync();
        await worker.RecoversAsync(state => state.LastFailure?.Reason);
    }

    /// <summary>An index that lacks its rows passes every check but the full one.</summary>
    [Fact]
    public async Task Backup_ThatFailsItsProof_IsNoneAndToldUntilOneIsProven()
    {
        await _playground.CreateDatabaseAsync();
        await _playground.AppendAsync(1);
        await _playground.DamageIndexAsync();
        await using var worker = await WorkerProcess.StartAsync(_playground);

        await worker.TellsAsync(state => state.LastFailure?.Reason, "integrity_check");
        Assert.Null((await worker.StateAsync()).NewestGood);

        await ForeignPrograms.ShellAsync(_playground.DatabasePath, "reindex");
        await worker.BackUpAsync();
        await worker.RecoversAsync(state => state.LastFailure?.Reason);
        Assert.Equal([1], await _playground.RestoredAsync());
    }
}
