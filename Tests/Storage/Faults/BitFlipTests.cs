using System.Diagnostics;
using Belfry.Storage;
using Belfry.Storage.Following;
using Belfry.Storage.Restore;

namespace Belfry.Tests.Storage.Faults;

/// <summary>Faults 6 and 7: a bit of a page, a frame or an object is not what was written, or the end of one is missing.</summary>
public sealed class BitFlipTests
{
    [Theory]
    [InlineData("*.segment", 4)]
    [InlineData("*.snapshot", 4)]
    [InlineData("*.segment", 0)]
    [InlineData("*.snapshot", 0)]
    public async Task Restore_ObjectDamagedOrTorn_NamesItAndLeavesNoFile(string kind, byte flip)
    {
        await using var rows = await Rows.CreateAsync();
        await using (var follower = rows.Follow())
        {
            await FollowerWaits.ReachAsync(follower);
            await rows.InsertAsync(10);
        }

        var path = Directory.GetFiles(rows.ArchiveFolder, kind, SearchOption.AllDirectories).Order().First();
        var content = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        content[content.Length / 2] ^= flip;
        await File.WriteAllBytesAsync(path, flip == 0 ? content[..^9] : content, TestContext.Current.CancellationToken);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => rows.RestoredAsync());

        Assert.Equal(StorageError.ArchiveDamaged, refusal.Error);
        Assert.EndsWith(refusal.Path, path, StringComparison.Ordinal);
        Assert.False(File.Exists(rows.Folder.File("restored.db")));
    }

    [Fact]
    public async Task Follow_CommittedFrameDamaged_ArchivesNothingOfItAndSaysSo()
    {
        await using var rows = await Rows.CreateAsync();
        await using (var first = rows.Follow())
        {
            await rows.InsertAsync(5);
            await FollowerWaits.ReachAsync(first);
        }

        var end = new FileInfo(rows.DatabasePath + "-wal").Length;
        await rows.InsertAsync(5);
        Flip(rows.DatabasePath + "-wal", end + 1000); // the WAL carries no locks
        await using var follower = rows.Follow(new FollowerOptions { RetryDelay = TimeSpan.FromMilliseconds(5) });

        await FollowerWaits.UntilAsync(() => follower.Status.Failure is not null);
        Assert.Contains("A frame does not match its checksum", follower.Status.Failure, StringComparison.Ordinal);
        Assert.Equal(5, await rows.RestoredAsync());
    }

    [Fact]
    public async Task TakeSnapshot_PageOfTheDatabaseDamaged_IsDiscarded()
    {
        await using var rows = await Rows.CreateAsync();
        await rows.InsertAsync(50);
        await rows.Database.DisposeAsync(); // everything is in the file, nothing in the WAL
        rows.Open();
        await using var follower = rows.Follow();
        await FollowerWaits.ReachAsync(follower);
        await FlipByAnotherProcessAsync(rows.DatabasePath, new FileInfo(rows.DatabasePath).Length - 700);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => follower.TakeSnapshotAsync(TestContext.Current.CancellationToken));

        Assert.Equal(StorageError.ContinuityLost, refusal.Error);
        Assert.Contains("do not have the checksum", refusal.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Follow_PageOfTheDatabaseDamagedWhileStopped_BeginsANewLineage()
    {
        await using var rows = await Rows.CreateAsync();
        await using (var first = rows.Follow())
        {
            await FollowerWaits.ReachAsync(first);
            await rows.InsertAsync(50);
            await FollowerWaits.ReachAsync(first);
        }

        await rows.Database.DisposeAsync();
        Flip(rows.DatabasePath, new FileInfo(rows.DatabasePath).Length - 700);
        rows.Open();
        await using var follower = rows.Follow();
        await FollowerWaits.ReachAsync(follower);

        Assert.Equal(2, rows.LineageCount());
        var first50 = (await rows.Archive.ListAsync(TestContext.Current.CancellationToken))[^1];
        Assert.Equal(0, await rows.RestoredAsync(RestorePoint.Backup(first50.Id)));
    }

    /// <summary>As a power cut leaves it: the last frame is not whole.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(3000)]
    public async Task Follow_TornTailOfTheWal_StopsAtTheLastWholeCommit(int missingBytes)
    {
        await using var rows = await Rows.CreateAsync();
        await rows.InsertAsync(9);
        await RunAsync("cp", rows.DatabasePath, rows.DatabasePath + "-wal", rows.Folder.Path); // by another process, as below
        await rows.Database.DisposeAsync();
        File.Copy(rows.Folder.File("app.db"), rows.DatabasePath, overwrite: true);
        File.Copy(rows.Folder.File("app.db-wal"), rows.DatabasePath + "-wal");
        using (var wal = new FileStream(rows.DatabasePath + "-wal", FileMode.Open))
        {
            wal.SetLength(wal.Length - missingBytes);
        }

        rows.Open();
        await using (var follower = rows.Follow())
        {
            await FollowerWaits.ReachAsync(follower);
        }

        Assert.Equal(8, await rows.RestoredAsync());
    }

    /// <summary>As a power cut leaves it at the first commit after a restart of the WAL, of which everything was in the database file.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(32)]
    public async Task Follow_TornHeaderOfTheWal_HasWhatTheDatabaseFileHas(int whole)
    {
        await using var rows = await Rows.CreateAsync();
        await rows.InsertAsync(9);
        var header = new byte[32];
        using (var wal = new FileStream(rows.DatabasePath + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
        {
            await wal.ReadExactlyAsync(header, TestContext.Current.CancellationToken);
        }

        await rows.Database.DisposeAsync();
        header[31] ^= 1;
        await File.WriteAllBytesAsync(rows.DatabasePath + "-wal", [.. header[..whole], .. new byte[5000]], TestContext.Current.CancellationToken);
        rows.Open();
        await using (var follower = rows.Follow())
        {
            await FollowerWaits.ReachAsync(follower);
            await rows.InsertAsync(1);
        }

        Assert.Equal((1, 10), (rows.LineageCount(), await rows.RestoredAsync()));
    }

    private static void Flip(string path, long offset)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        file.Position = offset;
        var value = file.ReadByte();
        file.Position = offset;
        file.WriteByte((byte)(value ^ 4));
    }

    /// <summary>This process has the database open: if it closed the file, it would lose its locks.</summary>
    private static Task FlipByAnotherProcessAsync(string path, long offset) =>
        RunAsync("sh", "-c", $"printf '\\377\\376\\375' | dd of='{path}' bs=1 seek={offset} conv=notrunc status=none");

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
