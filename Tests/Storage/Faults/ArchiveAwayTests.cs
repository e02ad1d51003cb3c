using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Following;
using Belfry.Storage.Wal;

namespace Belfry.Tests.Storage.Faults;

/// <summary>Fault 16, the library's half: the archive cannot be written for a while.</summary>
public sealed class ArchiveAwayTests
{
    private static readonly FollowerOptions Quick = new()
    {
        Interval = TimeSpan.FromMilliseconds(5),
        CheckpointBytes = 50 << 10,
        MaxWalBytes = 400 << 10,
        RetryDelay = TimeSpan.FromMilliseconds(5),
    };

    [Fact]
    public async Task Follow_ArchiveBackSoon_GoesOnInTheSameLineage()
    {
        await using var rows = await Rows.CreateAsync();
        await using var follower = rows.Follow(Quick);
        await rows.InsertAsync(1);
        await FollowerWaits.ReachAsync(follower);

        var back = TakeAway(rows);
        await rows.InsertAsync(10);
        await FollowerWaits.UntilAsync(() => follower.Status.Failure is not null);
        back();
        await FollowerWaits.ReachAsync(follower);

        Assert.Equal((1, 11), (rows.LineageCount(), await rows.RestoredAsync()));
    }

    [Fact]
    public async Task Follow_ArchiveAwayForLong_BoundsTheWalAndBeginsAnewWhenItIsBack()
    {
        await using var rows = await Rows.CreateAsync();
        await using var follower = rows.Follow(Quick);
        await rows.InsertAsync(1);
        await FollowerWaits.ReachAsync(follower);

        var back = TakeAway(rows);
        for (var i = 0; i < 3; i++)
        {
            while (Used(rows) <= Quick.MaxWalBytes)
            {
                await rows.InsertAsync(20);
            }

            await FollowerWaits.UntilAsync(() => follower.Status.Lineage is null);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (Used(rows) > Quick.MaxWalBytes)
            {
                await Task.Delay(5, limit.Token);
                await rows.InsertAsync(1); // restarts the WAL as soon as it was copied
            }
        }

        back();
        await FollowerWaits.ReachAsync(follower);
        Assert.StartsWith("The WAL passed 409600 bytes while nothing could be archived.", follower.Status.LineageReason, StringComparison.Ordinal);
        Assert.Equal((2, rows.Count), (rows.LineageCount(), await rows.RestoredAsync()));
    }

    [Fact]
    public async Task Follow_FirstSnapshotTooSlow_LetsTheWalGoAndBeginsOnceTheArchiveIsFaster()
    {
        await using var rows = await Rows.CreateAsync();
        var target = new SlowTarget(new FolderTarget(rows.ArchiveFolder));
        var archive = await Archive.OpenAsync(new ArchiveOptions { Target = target }, cancellation: TestContext.Current.CancellationToken);
        await using var follower = archive.Follow(rows.DatabasePath, Quick);
        await FollowerWaits.UntilAsync(() => follower.Status.Epoch > 0);

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (follower.Status.Failure is null)
        {
            limit.Token.ThrowIfCancellationRequested();
            await rows.InsertAsync(20);
        }

        Assert.StartsWith("The snapshot was given up.", follower.Status.Failure, StringComparison.Ordinal);
        target.IsSlow = false;
        await FollowerWaits.ReachAsync(follower);
        Assert.Equal((1, rows.Count), (rows.LineageCount(), await rows.RestoredAsync()));
    }

    /// <summary>As when a disk is unmounted and the folder above can be written: what is archived from now on hangs on nothing.</summary>
    [Fact]
    public async Task Follow_ArchiveFolderVanished_BeginsAnewWithASnapshot()
    {
        await using var rows = await Rows.CreateAsync();
        await using var follower = rows.Follow(new FollowerOptions { Interval = TimeSpan.FromMilliseconds(5), LeaseTime = TimeSpan.FromSeconds(3) });
        await rows.InsertAsync(3);
        await FollowerWaits.ReachAsync(follower);
        var lineage = follower.Status.Lineage;

        Directory.Move(rows.ArchiveFolder, rows.Folder.File("aside"));
        await rows.InsertAsync(3);
        await FollowerWaits.UntilAsync(() => follower.Status.Lineage is { } now && now != lineage);
        await rows.InsertAsync(3);
        await FollowerWaits.ReachAsync(follower);

        Assert.Equal(9, await rows.RestoredAsync());
    }

    /// <summary>A file where the folder was: nothing can be made or read in it, by nobody.</summary>
    private static Action TakeAway(Rows rows)
    {
        var aside = rows.Folder.File("aside");
        Directory.Move(rows.ArchiveFolder, aside);
        File.WriteAllText(rows.ArchiveFolder, "");
        return () =>
        {
            File.Delete(rows.ArchiveFolder);
            Directory.Move(aside, rows.ArchiveFolder);
        };
    }

    private static long Used(Rows rows)
    {
        using var follower = WalFollower.Start(rows.DatabasePath);
        return follower.BytesInUse();
    }
}
