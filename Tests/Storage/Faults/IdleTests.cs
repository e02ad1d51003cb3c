using Belfry.Storage.Following;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage.Faults;

/// <summary>Fault 24: nothing is written for a long time.</summary>
public sealed class IdleTests
{
    [Fact]
    public async Task Follow_Idle_AsksNothingOfTheArchiveAndStaysCurrent()
    {
        await using var rows = await Rows.CreateAsync();
        await using var follower = rows.Follow(new FollowerOptions { Interval = TimeSpan.FromMilliseconds(5), LeaseTime = TimeSpan.FromSeconds(3) });
        await FollowerWaits.ReachAsync(follower);
        await rows.InsertAsync(3);
        await FollowerWaits.ReachAsync(follower);
        var lease = Path.Combine(rows.ArchiveFolder, "appdb", "leases", "000001.lease");
        await Eventually.TrueAsync(async () => (await File.ReadAllTextAsync(lease)).Contains("\"lifetimeSeconds\":30,", StringComparison.Ordinal), "a lease that rests");
        var aside = rows.Folder.File("aside");

        Directory.Move(rows.ArchiveFolder, aside); // any request would fail now
        for (var i = 0; i < 30; i++)
        {
            await FollowerWaits.ReachAsync(follower);
        }

        Assert.False(Directory.Exists(rows.ArchiveFolder));
        Directory.Move(aside, rows.ArchiveFolder);
        await rows.InsertAsync(1);
        await FollowerWaits.ReachAsync(follower);
        Assert.Equal(4, follower.Status.Position);
        Assert.Equal(4, await rows.RestoredAsync());
    }

    [Fact]
    public async Task Follow_Idle_LeavesDatabaseAndArchiveAsTheyAre()
    {
        await using var rows = await Rows.CreateAsync();
        await using var follower = rows.Follow(new FollowerOptions { Interval = TimeSpan.FromMilliseconds(1), CheckpointBytes = 1, LeaseTime = TimeSpan.FromHours(1) });
        await rows.InsertAsync(3);
        await FollowerWaits.ReachAsync(follower);
        await FollowerWaits.UntilAsync(() => new FileInfo(rows.DatabasePath).Length > 4096); // it was checkpointed
        await FollowerWaits.ReachAsync(follower);
        var before = Listing(rows.Folder.Path);

        for (var i = 0; i < 100; i++)
        {
            await FollowerWaits.ReachAsync(follower);
        }

        Assert.Equal(before, Listing(rows.Folder.Path));
    }

    [Fact]
    public async Task Follow_Resting_IsWokenByACommit_AndByWhoeverAsks()
    {
        await using var rows = await Rows.CreateAsync();
        await using var follower = rows.Follow(new FollowerOptions { Interval = TimeSpan.FromMilliseconds(5), RestAfter = TimeSpan.FromMilliseconds(20), RestInterval = Timeout.InfiniteTimeSpan });
        for (var i = 0; i < 3; i++)
        {
            await RestingAsync(follower);

            // A slow flush may lie between writing a commit and publishing it, so that one alone may wake it too early; the next one does then.
            for (var before = follower.Status.Position; follower.Status.Position == before; await Task.Delay(50, TestContext.Current.CancellationToken))
            {
                await rows.InsertAsync(1);
            }
        }

        await RestingAsync(follower);
        await FollowerWaits.ReachAsync(follower);
        await RestingAsync(follower);
        var snapshot = await follower.TakeSnapshotAsync(TestContext.Current.CancellationToken);

        Assert.Contains($"/{follower.Status.Lineage}/snapshots/{rows.Count:x16}-", snapshot.ObjectName);
        Assert.Equal(rows.Count, await rows.RestoredAsync());
    }

    [Fact]
    public async Task Follow_Resting_EndsAtOnce()
    {
        await using var rows = await Rows.CreateAsync();
        await using (var follower = rows.Follow(new FollowerOptions { Interval = TimeSpan.FromMilliseconds(5), RestAfter = TimeSpan.Zero, RestInterval = Timeout.InfiniteTimeSpan }))
        {
            await rows.InsertAsync(1);
            await FollowerWaits.ReachAsync(follower);
            await RestingAsync(follower);
        }

        Assert.Equal(1, await rows.RestoredAsync());
    }

    [Fact]
    public void Wait_WhereTheSystemDoesNotTell_LooksOften()
    {
        using var folder = new TempFolder();
        using var stop = new ManualResetEvent(initialState: false);
        var options = new FollowerOptions { Interval = TimeSpan.FromMilliseconds(1), RestAfter = TimeSpan.Zero, RestInterval = Timeout.InfiniteTimeSpan };
        using var watch = new WalWatch(folder.File("no such folder/app.db"), options);

        for (var looks = 0; looks < 20; looks++)
        {
            watch.Wait(isQuiet: true, stop); // would never return if it rested
        }

        Assert.False(Directory.Exists(folder.File("no such folder")));
    }

    /// <summary>It does not look any more.</summary>
    private static Task RestingAsync(Follower follower) =>
        FollowerWaits.UntilAsync(() => follower.Status.CheckedAt is { } looked && DateTimeOffset.UtcNow - looked > TimeSpan.FromMilliseconds(400));

    private static List<string> Listing(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order().Select(path => $"{path} {new FileInfo(path).Length} {File.GetLastWriteTimeUtc(path):o}")
            .Where(line => !line.Contains("-shm", StringComparison.Ordinal))];
}
