using Belfry.Storage;
using Belfry.Storage.Following;
using Belfry.Storage.Restore;

namespace Belfry.Tests.Storage.Faults;

/// <summary>Fault 5: the disk is full, of the database, of the archive, or where a restore writes. Everything recovers alone when there is space.</summary>
public sealed class DiskFullTests
{
    [Fact]
    public async Task Write_DiskOfTheDatabaseFull_IsRefusedAndWorksAgainWhenThereIsSpace()
    {
        using var disk = new SmallDisk(4);
        await using var rows = await Rows.CreateAsync(disk.File("app.db"));
        await using var follower = rows.Follow();
        await rows.InsertAsync(20);
        await FollowerWaits.ReachAsync(follower);
        disk.Fill();

        var refusal = await Assert.ThrowsAsync<StorageException>(() => rows.FillAsync(10_000));

        Assert.Equal(StorageError.DiskFull, refusal.Error);
        var kept = rows.Count;
        Assert.Equal(kept, await rows.Database.ReadAsync(session => session.QueryInt64("select count(*) from rows"), TestContext.Current.CancellationToken));
        disk.Free();
        await rows.InsertAsync(10);
        await FollowerWaits.ReachAsync(follower);
        Assert.Equal((1, kept + 10), (rows.LineageCount(), await rows.RestoredAsync()));
    }

    [Fact]
    public async Task Follow_DiskOfTheArchiveFull_SaysSoListsNothingHalfAndGoesOnWhenThereIsSpace()
    {
        using var disk = new SmallDisk(4);
        await using var rows = await Rows.CreateAsync(archive: disk.File("archive"));
        await using var follower = rows.Follow(new FollowerOptions
        {
            Interval = TimeSpan.FromMilliseconds(5),
            CheckpointBytes = 200 << 10,
            RetryDelay = TimeSpan.FromMilliseconds(5),
        });
        await rows.InsertAsync(20);
        await FollowerWaits.ReachAsync(follower);
        disk.Fill();
        await rows.InsertAsync(200);
        await FollowerWaits.UntilAsync(() => follower.Status.Failure is not null);

        Assert.Contains("o space left", follower.Status.Failure, StringComparison.Ordinal);
        Assert.InRange(await rows.RestoredAsync(), 20, 220);
        disk.Free();
        await FollowerWaits.ReachAsync(follower);
        Assert.Equal((1, 220), (rows.LineageCount(), await rows.RestoredAsync()));
    }

    [Fact]
    public async Task TakeSnapshot_DiskOfTheArchiveFull_IsRefusedAndLeavesNothing()
    {
        using var disk = new SmallDisk(1);
        await using var rows = await Rows.CreateAsync(archive: disk.File("archive"));
        await rows.FillAsync(4_000);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => rows.Archive.TakeSnapshotAsync(rows.DatabasePath));

        Assert.Equal(StorageError.ArchiveUnavailable, refusal.Error);
        Assert.Empty(await rows.Archive.ListAsync(TestContext.Current.CancellationToken));
        Assert.Empty(Directory.GetFiles(disk.File("archive/tmp")));
    }

    [Fact]
    public async Task Restore_DiskFull_IsRefusedAndLeavesNoFile()
    {
        using var disk = new SmallDisk(1);
        await using var rows = await Rows.CreateAsync();
        await rows.FillAsync(4_000);
        await rows.Archive.TakeSnapshotAsync(rows.DatabasePath, TestContext.Current.CancellationToken);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => rows.Archive.RestoreAsync(RestorePoint.Latest, disk.File("restored.db")));

        Assert.Equal(StorageError.DiskFull, refusal.Error);
        Assert.Empty(Directory.GetFileSystemEntries(disk.Path));
    }
}
