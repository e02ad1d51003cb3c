using Belfry.Storage;
using Belfry.Storage.Following;

namespace Belfry.Tests.Storage.Faults;

/// <summary>Faults 12 to 14: the file, its journal or its layout is replaced while somebody follows, or while nobody does.</summary>
public sealed class ReplacedTests
{
    [Fact]
    public async Task Follow_DatabaseReplaced_BeginsANewLineageAndMixesNothing()
    {
        await using var rows = await Rows.CreateAsync();
        await using var follower = rows.Follow();
        await rows.InsertAsync(3);
        await FollowerWaits.ReachAsync(follower);
        var first = follower.Status.Lineage;
        await rows.Database.DisposeAsync();
        foreach (var end in (string[])["", "-wal", "-shm"])
        {
            File.Move(rows.DatabasePath + end, rows.Folder.File("old.db") + end);
        }

        rows.Open();
        await rows.Database.WriteAsync(session => session.Execute("create table rows (id integer primary key, filler blob)"), TestContext.Current.CancellationToken);
        rows.Count = 0;
        await rows.InsertAsync(7);
        await FollowerWaits.UntilAsync(() => follower.Status.Lineage is { } now && now != first);
        await FollowerWaits.ReachAsync(follower);

        Assert.Equal("the database file was replaced or moved", follower.Status.LineageReason!["The reason: ".Length..^1]);
        Assert.Equal(7, await rows.RestoredAsync());
    }

    /// <summary>What an operator does who copies an old backup over the file.</summary>
    [Fact]
    public async Task Follow_OlderCopyPutInPlaceWhileStopped_BeginsANewLineage()
    {
        await using var rows = await Rows.CreateAsync();
        await rows.InsertAsync(5);
        await rows.Database.DisposeAsync();
        File.Copy(rows.DatabasePath, rows.Folder.File("old.db"));
        rows.Open();
        await using (var follower = rows.Follow())
        {
            await rows.InsertAsync(5);
            await FollowerWaits.ReachAsync(follower);
        }

        await rows.Database.DisposeAsync();
        File.Copy(rows.Folder.File("old.db"), rows.DatabasePath, overwrite: true);
        rows.Open();
        rows.Count = 5;
        await using (var follower = rows.Follow())
        {
            await rows.InsertAsync(1);
            await FollowerWaits.ReachAsync(follower);
        }

        Assert.Equal((2, 6), (rows.LineageCount(), await rows.RestoredAsync()));
    }

    [Theory]
    [InlineData("pragma journal_mode = delete; pragma page_size = 8192; vacuum; pragma journal_mode = wal;")]
    [InlineData("pragma journal_mode = delete; insert into rows values (6, null); pragma journal_mode = wal; ")]
    [InlineData("pragma auto_vacuum = full; vacuum;")]
    public async Task Follow_LayoutChangedWhileStopped_RestoresWhatIsThere(string script)
    {
        await using var rows = await Rows.CreateAsync();
        await using (var follower = rows.Follow())
        {
            await rows.InsertAsync(5);
            await FollowerWaits.ReachAsync(follower);
        }

        await rows.Database.DisposeAsync();
        using (var session = rows.OpenForeign())
        {
            session.ExecuteScript(script);
            rows.Count = session.QueryInt64("select max(id) from rows");
        }

        rows.Open();
        await using (var follower = rows.Follow())
        {
            await rows.InsertAsync(5);
            await FollowerWaits.ReachAsync(follower);
        }

        Assert.Equal((2, rows.Count), (rows.LineageCount(), await rows.RestoredAsync()));
    }

    /// <summary>The read that the follower holds forbids it; nothing is lost by trying.</summary>
    [Fact]
    public async Task Follow_SomebodySwitchesTheJournal_IsRefusedMeanwhile()
    {
        await using var rows = await Rows.CreateAsync();
        await using var follower = rows.Follow();
        await rows.InsertAsync(5);
        await FollowerWaits.ReachAsync(follower);
        using (var session = rows.OpenForeign())
        {
            var refusal = Assert.Throws<StorageException>(() => session.QueryString("pragma journal_mode = delete"));
            Assert.Equal(StorageError.Busy, refusal.Error);
        }

        await rows.InsertAsync(5);
        await FollowerWaits.ReachAsync(follower);
        Assert.Equal((1, 10), (rows.LineageCount(), await rows.RestoredAsync()));
    }

    [Fact]
    public async Task Follow_SharedMemoryDeletedWhileStopped_GoesOn()
    {
        await using var rows = await Rows.CreateAsync();
        await using (var follower = rows.Follow())
        {
            await rows.InsertAsync(5);
            await FollowerWaits.ReachAsync(follower);
        }

        await rows.Database.DisposeAsync(); // deletes -wal and -shm, as the last one to close does
        Assert.False(File.Exists(rows.DatabasePath + "-shm"));
        rows.Open();
        await using (var follower = rows.Follow())
        {
            await rows.InsertAsync(5);
            await FollowerWaits.ReachAsync(follower);
        }

        Assert.Equal((1, 10), (rows.LineageCount(), await rows.RestoredAsync()));
    }

    [Fact]
    public async Task Follow_NotInWalMode_SaysWhatToDo()
    {
        await using var rows = await Rows.CreateAsync();
        await rows.Database.DisposeAsync();
        using (var session = rows.OpenForeign())
        {
            session.ExecuteScript("pragma journal_mode = delete");
        }

        await using var follower = rows.Follow(new FollowerOptions { RetryDelay = TimeSpan.FromMilliseconds(5) });

        await FollowerWaits.UntilAsync(() => follower.Status.Failure is not null);
        Assert.Contains("pragma journal_mode = wal", follower.Status.Failure, StringComparison.Ordinal);
    }
}
