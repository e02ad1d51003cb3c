using Belfry.Tests.Support;

namespace Belfry.Tests.BackupWorker;

/// <summary>What a backup holds, judged by a ledger of acknowledged writes; writer, worker and restore are separate users of real files.</summary>
public sealed class SnapshotTests : IAsyncDisposable
{
    private readonly Playground _playground = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _playground.DisposeAsync();

    [Fact]
    public async Task Backup_WhileAWriterKeepsWriting_HoldsAPrefixWithEverythingAcknowledgedBefore()
    {
        await _playground.CreateDatabaseAsync();
        await using var worker = await WorkerProcess.StartAsync(_playground);
        await Eventually.TrueAsync(async () => (await worker.StateAsync()) is { NewestGood: not null, Running: false }, "the first backup");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        long begun = 0, acknowledged = 0;
        var writing = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await _playground.AppendAsync(Interlocked.Increment(ref begun));
                    Interlocked.Increment(ref acknowledged);
                }
            },
            Cancellation);

        var backups = new List<(string Id, long AtLeast, long AtMost)>();
        for (var i = 0; i < 8; i++)
        {
            var before = Interlocked.Read(ref acknowledged);
            var backup = await worker.BackUpAsync();
            backups.Add((backup.Id, before, Interlocked.Read(ref begun)));
        }

        await stop.CancelAsync();
        await writing;
        foreach (var (id, atLeast, atMost) in backups)
        {
            var restored = await _playground.BelfryAsync("restore", id, "--to", $"{id}.db");
            Assert.True(restored.ExitCode == 0, restored.Errors);
            var entries = await Playground.LedgerAsync(_playground.File($"{id}.db"));
            Assert.Equal(Enumerable.Range(1, entries.Count).Select(entry => (long)entry), entries);
            Assert.InRange(entries.Count, atLeast, atMost);
        }
    }

    [Fact]
    public async Task Backup_OfADamagedDatabase_IsNeverCalledGoodAndNeverChosen()
    {
        await _playground.CreateDatabaseAsync();
        await _playground.AppendAsync(1);
        var good = await _playground.BackUpAsync();
        await _playground.DamageIndexAsync();

        var answer = await _playground.BelfryAsync("backup");

        Assert.Equal(4, answer.ExitCode);
        Assert.Contains("integrity_check", answer.Errors);
        Assert.Equal(["failed", "verified"], (await _playground.ListAsync()).Select(backup => backup.State));
        var restored = await _playground.BelfryAsync("restore", "latest", "--to", "restored.db");
        Assert.Contains(good.Id, restored.Output);
    }

    [Fact]
    public async Task Retention_WithOnlyFailuresSince_KeepsTheLastVerifiedBackup()
    {
        await _playground.CreateDatabaseAsync();
        await _playground.AppendAsync(1);
        var good = await _playground.BackUpAsync();
        await _playground.DamageIndexAsync();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(4, (await _playground.BelfryAsync("backup")).ExitCode);
        }

        await using var worker = await WorkerProcess.StartAsync(_playground, ("Backup__Keep", "1"));
        await Eventually.TrueAsync(async () => (await worker.StateAsync()) is { LastFailure: not null, Running: false }, "the failure");

        Assert.Contains(good, await worker.ListAsync());
        Assert.Equal(good, (await worker.StateAsync()).NewestGood);
    }

    [Fact]
    public async Task Restore_OfADamagedSnapshot_FailsAndLeavesNoFile()
    {
        await _playground.CreateDatabaseAsync();
        await _playground.AppendAsync(1);
        var backup = await _playground.BackUpAsync();
        var file = _playground.SnapshotFile(backup.Id);
        var bytes = await File.ReadAllBytesAsync(file, Cancellation);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Cancellation);

        var answer = await _playground.BelfryAsync("restore", "latest", "--to", "restored.db", "--json");

        Assert.Equal(4, answer.ExitCode);
        Assert.Contains("archive-damaged", answer.Errors);
        Assert.Empty(Directory.EnumerateFiles(_playground.Folder, "restored.db*"));
    }

    [Theory]
    [InlineData("*", 0)]
    [InlineData("verify-*", 1)]
    public async Task Kill_DuringABackup_LeavesNothingHalfDoneInTheList(string unfinished, int listed)
    {
        await _playground.CreateDatabaseAsync(fillingBytes: 48 << 20);
        await using (var worker = await WorkerProcess.StartAsync(_playground))
        {
            await Eventually.TrueAsync(() => Task.FromResult(_playground.IsWriting(unfinished)), "a half-written file");
            await worker.KillAsync();
        }

        Assert.True(_playground.IsWriting(unfinished));
        Assert.Equal(Enumerable.Repeat("unverified", listed), (await _playground.ListAsync()).Select(backup => backup.State));

        Assert.Equal("verified", (await _playground.BackUpAsync()).State);
        Assert.Empty(Directory.EnumerateFiles(_playground.Scratch));
    }
}
