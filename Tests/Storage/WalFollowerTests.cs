using Belfry.Storage;
using Belfry.Storage.Wal;
using Belfry.Tests.Storage.Faults;
using SQLitePCL;

namespace Belfry.Tests.Storage;

/// <summary>What a follower of the WAL does when something fails between two of its steps.</summary>
public sealed class WalFollowerTests
{
    [Fact]
    public async Task HasNews_ReadingThemFailed_IsNewsStill()
    {
        await using var rows = await Rows.CreateAsync();
        using var follower = WalFollower.Start(rows.DatabasePath);
        follower.HasNews();
        await rows.InsertAsync(1);
        await OverwriteAsync(rows, offset: new FileInfo(rows.DatabasePath + "-wal").Length - 100);

        Assert.True(follower.HasNews());
        Assert.Throws<StorageException>(() => follower.Advance(long.MaxValue));

        Assert.True(follower.HasNews());
    }

    [Fact]
    public async Task RefuseOverwritten_WalBegunAnewWhileItWasRead_IsAGap()
    {
        await using var rows = await Rows.CreateAsync();
        using var follower = WalFollower.Start(rows.DatabasePath);
        await rows.InsertAsync(1);
        Assert.Single(follower.Advance(long.MaxValue));
        follower.RefuseOverwritten();

        await OverwriteAsync(rows, offset: 16); // the salts

        Assert.Equal(StorageError.ContinuityLost, Assert.Throws<StorageException>(follower.RefuseOverwritten).Error);
    }

    [Fact]
    public async Task Begin_ReadingFails_LeavesNoTransactionOpen()
    {
        await using var rows = await Rows.CreateAsync();
        using var hold = new ReadHold(rows.DatabasePath);
        strdelegate_authorizer refuse = static (_, action, _, _, _, _) => action == raw.SQLITE_SELECT ? raw.SQLITE_DENY : raw.SQLITE_OK;
        raw.sqlite3_set_authorizer(hold.Session.Handle, refuse, null);

        Assert.Throws<StorageException>(hold.Begin);

        Assert.False(hold.Session.InTransaction);
    }

    private static async Task OverwriteAsync(Rows rows, long offset)
    {
        await using var wal = new FileStream(rows.DatabasePath + "-wal", FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        wal.Position = offset;
        await wal.WriteAsync(new byte[8], TestContext.Current.CancellationToken);
    }
}
