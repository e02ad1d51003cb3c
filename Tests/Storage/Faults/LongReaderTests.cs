using System.Diagnostics;
using Belfry.Storage.Following;
using Belfry.Tests.Support;

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

    [Fact]
    public async Task Follow_AnotherProcessPinsTheWal_IsNamed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells who holds a lock.");
        var shell = Prerequisite.FindProgram("sqlite3") ?? Prerequisite.Missing("sqlite3 is not installed", "sudo apt-get install sqlite3");
        await using var rows = await Rows.CreateAsync();
        await using var follower = rows.Follow(new FollowerOptions { Interval = TimeSpan.FromMilliseconds(5), CheckpointBytes = 100 << 10 });
        await rows.InsertAsync(1);
        using var reader = Process.Start(new ProcessStartInfo(shell, [rows.DatabasePath]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await reader.StandardInput.WriteLineAsync("begin; select count(*) from rows;");
        Assert.Equal("1", await reader.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));

        await rows.InsertAsync(200);
        await FollowerWaits.UntilAsync(() => follower.Status.WalBlockedBy?.Contains($" {reader.Id} (sqlite3)", StringComparison.Ordinal) is true);

        reader.StandardInput.Close();
        await reader.WaitForExitAsync(TestContext.Current.CancellationToken);
        await FollowerWaits.UntilAsync(() => follower.Status.WalBlockedBy is null);
    }
}
