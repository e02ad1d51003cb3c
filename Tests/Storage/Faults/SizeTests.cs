using System.Diagnostics;
using Belfry.Tests.Support;
using Belfry.Tests.Torture;

namespace Belfry.Tests.Storage.Faults;

/// <summary>Fault 11: the database grows and shrinks by a lot at once.</summary>
public sealed class SizeTests
{
    private const string Fill = "insert into big with recursive c(i) as (select 1 union all select i + 1 from c where i < 3000) select randomblob(1000) from c";

    [Theory]
    [InlineData("delete from big", "vacuum")]
    [InlineData("drop table big", "pragma incremental_vacuum")]
    public async Task Follow_GrownAndVacuumed_ShrinksOnRestore(string empty, string vacuum)
    {
        await using var rows = await Rows.CreateAsync();
        await using (var follower = rows.Follow())
        {
            await FollowerWaits.ReachAsync(follower);
            await rows.InsertAsync(1);
            await rows.Database.WriteAsync(session => session.Execute("create table big (a)"), TestContext.Current.CancellationToken);
            await rows.Database.WriteAsync(session => session.Execute(Fill), TestContext.Current.CancellationToken);
            await FollowerWaits.ReachAsync(follower);
            await rows.Database.WriteAsync(session => session.Execute(empty), TestContext.Current.CancellationToken);
            using (var session = rows.OpenForeign(TimeSpan.FromSeconds(20)))
            {
                session.Execute(vacuum);
            }

            await rows.InsertAsync(1);
        }

        Assert.Equal((1, 2), (rows.LineageCount(), await rows.RestoredAsync()));
        Assert.InRange(new FileInfo(rows.Folder.File("restored.db")).Length, 1, 200_000);
    }

    /// <summary>Larger than what a segment should hold, than any buffer, and than all the memory that the follower gets.</summary>
    [Fact]
    public async Task Follow_TransactionOfManyMegabytes_IsOneCommitInBoundedMemory()
    {
        await using var rows = await Rows.CreateAsync();
        var archived = "";
        Dictionary<string, string> heapOf32MiB = new() { ["DOTNET_GCHeapHardLimit"] = "0x2000000" };
        using (var follower = new Child(BuiltProgram.PathOf("Torture", "Torture.dll"), line => Volatile.Write(ref archived, line), heapOf32MiB, "follow", rows.DatabasePath, rows.ArchiveFolder, "5", "200000"))
        {
            await follower.ReadyAsync();
            await rows.Database.WriteAsync(
                session => session.Execute("insert into rows with recursive c(i) as (select 1 union all select i + 1 from c where i < 20000) select i, randomblob(2000) from c"),
                TestContext.Current.CancellationToken);
            await FollowerWaits.UntilAsync(() => Volatile.Read(ref archived).EndsWith(" 1", StringComparison.Ordinal));
            await follower.StopAsync();
        }

        Assert.Equal(20_000, await rows.RestoredAsync());
    }

    /// <summary>Fault 23: SQLite never uses the page at 1 GiB, so that a commit that grows beyond it leaves a hole. The pages are as large and as empty as can be.</summary>
    [Fact]
    public async Task Follow_GrowsBeyondOneGiB_PassesOverTheLockPage()
    {
        const long lockOffset = 1 << 30;
        const int pageSize = 65_536;
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.File("data"));
        var path = folder.File("data/app.db");
        await FillAsync(path, (lockOffset / pageSize) - 2);
        await using var rows = await Rows.CreateAsync(path);
        Assert.InRange(new FileInfo(path).Length, lockOffset - (8 * pageSize), lockOffset);
        await using (var follower = rows.Follow())
        {
            await FollowerWaits.ReachAsync(follower);
            for (var i = 0; i < 3; i++)
            {
                await rows.FillAsync(500);
            }
        }

        Assert.Equal(1500, await rows.RestoredAsync());
        Assert.True(new FileInfo(rows.Folder.File("restored.db")).Length > lockOffset + pageSize);
        Assert.Equal(1, rows.LineageCount());
    }

    /// <summary>A database of about so many pages, nearly all of them those of two empty blobs.</summary>
    private static async Task FillAsync(string path, long pages)
    {
        var shell = Prerequisite.FindProgram("sqlite3") ?? Prerequisite.Missing("sqlite3 is not installed", "sudo apt-get install sqlite3");
        var half = (pages - 4) / 2 * 65_532L;
        var script = $"pragma page_size = 65536; pragma journal_mode = off; pragma synchronous = off; create table big (a); insert into big values (zeroblob({half})), (zeroblob({half}))";
        using var process = Process.Start(new ProcessStartInfo(shell, [path, script]) { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
