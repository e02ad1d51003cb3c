using System.Diagnostics;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage.Faults;

/// <summary>Fault 1: the follower is killed at every kind of step. strace kills it as it enters the n-th call, so that this call is the first thing that never happened.</summary>
public sealed class FollowerKillTests
{
    private static readonly (string Call, int Times)[] Steps =
    [
        ("pwrite64", 1), ("pwrite64", 2), ("pwrite64", 4), // the object's content, and the pages that a checkpoint copies
        ("fsync", 1), ("fsync", 2), ("fsync", 3), // the object, the folder
        ("rename", 1), ("rename", 2), // the state, before the object is published
        ("link", 1), ("link", 2), // the object gets its name
        ("unlink", 1), ("unlink", 2), // the temporary name goes
    ];

    [Fact]
    public async Task Follow_KilledAtEveryKindOfStep_LeavesNoGapAndAppliesNothingTwice()
    {
        var strace = Prerequisite.FindProgram("strace") ?? Prerequisite.Missing("strace is not installed", "sudo apt-get install strace");
        await using var rows = await Rows.CreateAsync();
        foreach (var (call, times) in Steps)
        {
            using var process = Process.Start(new ProcessStartInfo(strace,
            [
                "-f", "-qq", "-o", "/dev/null", "-e", $"trace={call}", "-e", $"inject={call}:signal=KILL:when={times}",
                "dotnet", BuiltProgram.PathOf("Torture", "Torture.dll"), "follow", rows.DatabasePath, rows.ArchiveFolder, "5", "65536",
            ]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
            while (!process.HasExited)
            {
                await rows.InsertAsync(1);
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }

            Assert.NotEqual(0, process.ExitCode);
            if ((await rows.Archive.ListAsync(TestContext.Current.CancellationToken)).Count > 0)
            {
                Assert.InRange(await rows.RestoredAsync(), 0, rows.Count);
            }
        }

        await using (var follower = rows.Follow())
        {
            await FollowerWaits.ReachAsync(follower);
        }

        Assert.Equal(rows.Count, await rows.RestoredAsync());
        Assert.Empty(Directory.GetFiles(Path.Combine(rows.ArchiveFolder, "appdb"), "*.tmp", SearchOption.AllDirectories));
    }
}
