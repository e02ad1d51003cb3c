using Belfry.BackupWorker.Documents;
using Belfry.Tests.BackupWorker.Foreign;

namespace Belfry.Tests.BackupWorker.ServiceFaults;

/// <summary>The worker is killed while it restores into the live database. docs/faults.md has all faults.</summary>
public sealed class RestoreKillTests : IAsyncDisposable
{
    private const int Kills = 5;

    private readonly Playground _playground = new();

    public ValueTask DisposeAsync() => _playground.DisposeAsync();

    [Fact]
    public async Task Restore_Killed_LeavesTheOldOrTheNewContent_AndTheNewOneCanBeUndone()
    {
        await _playground.CreateDatabaseAsync(fillingBytes: 16 << 20);
        await _playground.AppendAsync(1);
        var worker = await _playground.StartProtectedAsync();
        try
        {
            await worker.CaughtUpAsync();
            var moment = new JobRequestDocument("restore", At: $"{DateTimeOffset.UtcNow:o}");
            await _playground.AppendAsync(2);
            for (var i = 0; i < Kills; i++)
            {
                await worker.CaughtUpAsync();
                using (await worker.OrderAsync(moment))
                {
                    await Task.Delay(Random.Shared.Next(1500), TestContext.Current.CancellationToken);
                    await worker.KillAsync();
                }

                Assert.Equal("ok", (await ForeignPrograms.ShellAsync(_playground.DatabasePath, "pragma integrity_check")).Trim());
                var left = await LedgerAsync();
                await worker.DisposeAsync();
                worker = await _playground.StartProtectedAsync();
                if (left is [1])
                {
                    Assert.Equal(JobDocument.Done, (await worker.RunJobAsync(new JobRequestDocument("undo"))).State);
                }

                Assert.Equal([1, 2], await LedgerAsync());
            }

            Assert.Equal(JobDocument.Done, (await worker.RunJobAsync(moment)).State);
            Assert.Equal([1], await LedgerAsync());
        }
        finally
        {
            await worker.DisposeAsync();
        }
    }

    private async Task<List<long>> LedgerAsync() =>
        await _playground.Database!.ReadAsync(session => session.Query("select entry from ledger order by entry", row => row.GetInt64(0)), TestContext.Current.CancellationToken);
}
