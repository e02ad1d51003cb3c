using Belfry.Storage;
using Belfry.Storage.Following;
using Belfry.Storage.Restore;

namespace Belfry.Tests.Storage.Faults;

/// <summary>Fault 14: the database lies on a disk that nobody can write to any more.</summary>
public sealed class ReadOnlyDiskTests
{
    [Fact]
    public async Task Follow_DiskIsReadOnly_SaysSoAndGoesOnWhenItCanBeWritten()
    {
        using var disk = new SmallDisk(16);
        await using var rows = await Rows.CreateAsync(disk.File("data/app.db"));
        await using (var first = rows.Follow())
        {
            await rows.InsertAsync(5);
            await FollowerWaits.ReachAsync(first);
        }

        await rows.Database.DisposeAsync();
        disk.MakeReadOnly(true);
        await using var follower = rows.Follow(new FollowerOptions { Interval = TimeSpan.FromMilliseconds(5), RetryDelay = TimeSpan.FromMilliseconds(5) });
        await FollowerWaits.UntilAsync(() => follower.Status.Failure is not null);

        Assert.Equal(5, await rows.RestoredAsync(RestorePoint.Latest));
        Assert.Throws<StorageException>(rows.Open);
        disk.MakeReadOnly(false);
        rows.Open();
        await rows.InsertAsync(5);
        await FollowerWaits.ReachAsync(follower);
        Assert.Equal(10, await rows.RestoredAsync());
    }
}
