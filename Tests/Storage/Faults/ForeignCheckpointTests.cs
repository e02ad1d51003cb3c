using System.Diagnostics;
using Belfry.Storage;
using Belfry.Storage.Restore;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage.Faults;

/// <summary>Faults 9 and 10: another program checkpoints, on purpose or because it was left on its defaults.</summary>
public sealed class ForeignCheckpointTests
{
    [Theory]
    [InlineData("truncate")]
    [InlineData("restart")]
    [InlineData("passive")]
    public async Task Follow_AnotherConnectionCheckpoints_LosesNothing(string mode)
    {
        await using var rows = await Rows.CreateAsync();
        using var foreign = rows.OpenForeign(TimeSpan.FromMilliseconds(20));
        await using (var follower = rows.Follow())
        {
            await FollowerWaits.ReachAsync(follower);
            for (var i = 0; i < 100; i++)
            {
                await rows.InsertAsync(3);
                try
                {
                    foreign.Execute($"pragma wal_checkpoint({mode})");
                }
                catch (StorageException busy) when (busy.Error == StorageError.Busy)
                {
                }
            }
        }

        Assert.Equal(300, await rows.RestoredAsync());
    }

    /// <summary>SQLite's own default: every connection checkpoints after 1,000 pages, here after 10.</summary>
    [Fact]
    public async Task Follow_AnotherWriterCheckpointsByItself_LosesNothing()
    {
        await using var rows = await Rows.CreateAsync();
        using var foreign = rows.OpenForeign(TimeSpan.FromSeconds(20));
        foreign.Execute("pragma wal_autocheckpoint = 10");
        await using (var follower = rows.Follow())
        {
            await FollowerWaits.ReachAsync(follower);
            for (var i = 1; i <= 300; i++)
            {
                foreign.Execute("insert into rows values (?1, randomblob(500))", i);
            }
        }

        Assert.Equal(300, await rows.RestoredAsync());
    }

    [Fact]
    public async Task Follow_CheckpointedByTheShellWhileStopped_GoesOnWhenNothingElseHappened()
    {
        await using var rows = await Rows.CreateAsync();
        await using (var follower = rows.Follow())
        {
            await rows.InsertAsync(10);
            await FollowerWaits.ReachAsync(follower);
        }

        await CheckpointByShellAsync(rows);
        await rows.InsertAsync(5); // into a new WAL: the file before its first frame is what was archived
        await using (var follower = rows.Follow())
        {
            await FollowerWaits.ReachAsync(follower);
        }

        Assert.Equal((1, 15), (rows.LineageCount(), await rows.RestoredAsync()));
    }

    [Fact]
    public async Task Follow_CommitsCheckpointedByTheShellWhileStopped_BeginsANewLineageAndBridgesNoGap()
    {
        await using var rows = await Rows.CreateAsync();
        await using (var follower = rows.Follow())
        {
            await FollowerWaits.ReachAsync(follower);
            await rows.InsertAsync(10);
            await FollowerWaits.ReachAsync(follower);
        }

        var first = (await rows.Archive.PlanAsync(RestorePoint.Latest, TestContext.Current.CancellationToken)).Lineage;
        await rows.InsertAsync(5);
        await CheckpointByShellAsync(rows);
        await rows.InsertAsync(5);
        await using (var follower = rows.Follow())
        {
            await FollowerWaits.ReachAsync(follower);
        }

        Assert.Equal((2, 20), (rows.LineageCount(), await rows.RestoredAsync()));
        Assert.Equal(10, await rows.RestoredAsync(RestorePoint.Commit(first, 10)));
        await Assert.ThrowsAsync<StorageException>(() => rows.Archive.PlanAsync(RestorePoint.Commit(first, 11), TestContext.Current.CancellationToken));
    }

    private static async Task CheckpointByShellAsync(Rows rows)
    {
        var shell = Prerequisite.FindProgram("sqlite3") ?? Prerequisite.Missing("sqlite3 is not installed", "sudo apt-get install sqlite3");
        using var process = Process.Start(new ProcessStartInfo(shell, [rows.DatabasePath, "pragma wal_checkpoint(truncate)"]) { RedirectStandardOutput = true })!;
        Assert.StartsWith("0|", await process.StandardOutput.ReadToEndAsync(), StringComparison.Ordinal);
        await process.WaitForExitAsync();
    }
}
