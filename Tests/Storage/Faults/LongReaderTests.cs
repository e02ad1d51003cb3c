using Belfry.Storage.Following;

namespace Belfry.Tests.Storage.Faults;

/// <summary>Fault 15: somebody reads for hours and pins the WAL.</summary>
public sealed class LongReaderTests
{
    [Fact]
    public async Task Follow_ReaderPinsTheWal_WritesAndArchivingGoOnWithAnAlarmUntilItEnds()
    {
        await using var rows = await Rows.CreateAsync();
        await using var follower = rows.Follow(new FollowerOptions { Interval = TimeSpan.FromMilliseconds(5), CheckpointBytes = 100 << 10 });
        await rows.InsertAsync(1);
        await FollowerWaits.ReachAsync(follower);
        using var reader = rows.OpenForeign();
        reader.Execute("begin");
        reader.QueryInt64("select count(*) from rows");

        await rows.InsertAsync(200);
        await FollowerWaits.UntilAsync(() => follower.Status.WalBlockedSince is not null);
        await FollowerWaits.ReachAsync(follower);

        Assert.Equal(("A long read or a long write of another connection.", true, null), (follower.Status.WalBlockedBy, follower.Status.WalBytes > 100 << 10, follower.Status.Failure));
        Assert.Equal(201, await rows.RestoredAsync());
        reader.Execute("rollback");
        await FollowerWaits.UntilAsync(() => follower.Status.WalBlockedSince is null);
        await rows.InsertAsync(1); // restarts the WAL
        await FollowerWaits.ReachAsync(follower);
        Assert.InRange(follower.Status.WalBytes, 1, 100 << 10);
        Assert.Equal((1, 202), (rows.LineageCount(), await rows.RestoredAsync()));
    }
}
