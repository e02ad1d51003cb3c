using System.Diagnostics;
using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Restore;
using Belfry.Storage.S3;
using Belfry.Tests.Storage.Targets;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage.Leases;

/// <summary>
/// Followers in real processes that write one archive. The oracle: row n is the n-th commit, so a restored state is right exactly when it holds rows 1 to n. A follower on "another machine" has
/// a work folder of its own.
/// </summary>
public sealed class RivalFollowerTests(S3Server server) : IClassFixture<S3Server>, IAsyncLifetime
{
    private const int LeaseSeconds = 10;

    private readonly TempFolder _folder = new();
    private readonly string _prefix = $"test/{Guid.NewGuid():n}";
    private Database _database = null!;
    private S3Proxy _proxy = null!;
    private S3Target _target = null!;
    private Archive _archive = null!;

    private string DatabasePath => _folder.File("data/app.db");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows cannot stop a process and let it go on.");
        _database = await NewDatabaseAsync(DatabasePath);
        _proxy = await S3Proxy.StartAsync(server.Address);
        _target = new S3Target(S3Server.Options(_proxy.Address, _folder.File("reader"), _prefix));
        _archive = await Archive.OpenAsync(new ArchiveOptions { Target = _target });
    }

    public async ValueTask DisposeAsync()
    {
        await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);
        _target?.Dispose();
        await (_proxy?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Dispose();
    }

    [Fact]
    public async Task PausedFollower_WakesAfterItsLeaseWasTaken_StopsAndTheChainsStayApart()
    {
        using var first = Follower("machine-a", DatabasePath);
        await first.WritesAsync();
        await InsertAsync(5);
        using var second = Follower("machine-b", DatabasePath);
        await second.SaysAsync("has it since");

        await first.PauseAsync();
        await second.WritesAsync();
        await InsertAsync(5);
        var (old, taken) = (first.Lineage, second.Lineage);
        Assert.Equal((1u, 2u), (first.Epoch, second.Epoch));
        await first.ResumeAsync();
        await first.SaysAsync("epoch 2");
        await InsertAsync(5);
        await second.StopAsync();

        Assert.Equal(15, await RestoredRowsAsync(RestorePoint.Latest));
        Assert.NotEqual(old, taken);
        await EveryLineageIsAPrefixAsync();
    }

    [Fact]
    public async Task ClonedMachine_StartsBesideTheOriginal_WaitsAndNeverSharesItsLineage()
    {
        using var original = Follower("machine-a", DatabasePath);
        await original.WritesAsync();
        await InsertAsync(3);
        var lineage = original.Lineage;
        await EventuallyArchivedAsync(3);

        // What copying a virtual machine's disk copies: the state folder and the database, as of now.
        Copy(_folder.File("machine-a"), _folder.File("machine-b"));
        await _archive.RestoreAsync(RestorePoint.Latest, _folder.File("clone/app.db"));
        await using var cloned = Database.Open(new DatabaseOptions { Path = _folder.File("clone/app.db") });
        using var clone = Follower("machine-b", cloned.Path);
        await clone.SaysAsync("has it since");
        await cloned.WriteAsync(session => session.Execute("insert into rows (id) values (1000)"));
        await InsertAsync(3);
        await EventuallyArchivedAsync(6);
        Assert.Equal((lineage, 0u), (original.Lineage, clone.Epoch));

        original.Kill();
        await clone.WritesAsync();

        Assert.NotEqual(lineage, clone.Lineage);
        Assert.Equal(6, await RestoredRowsAsync(RestorePoint.Commit(lineage, 6)));
        var wrong = await Assert.ThrowsAsync<StorageException>(() => _archive.PlanAsync(RestorePoint.Commit(lineage, 7)));
        Assert.Equal(StorageError.NotFound, wrong.Error);
    }

    [Fact]
    public async Task TwoFollowers_OneWorkFolder_TheSecondGoesOnInTheSameLineageWhenTheFirstIsKilled()
    {
        string[] target = ["folder", _folder.File("archive")];
        using var first = new FollowerProcess(DatabasePath, "", 600, target);
        await first.WritesAsync();
        using var second = new FollowerProcess(DatabasePath, "", 600, target);
        await second.SaysAsync("Another process on this machine uses");

        first.Kill();
        await second.WritesAsync();

        Assert.Equal((first.Lineage, 2u), (second.Lineage, second.Epoch));
    }

    private FollowerProcess Follower(string machine, string database) =>
        new(database, _folder.File(machine), LeaseSeconds, "s3", _proxy.Address.AbsoluteUri, S3Server.Bucket, _prefix);

    private static async Task<Database> NewDatabaseAsync(string path)
    {
        var database = Database.Open(new DatabaseOptions { Path = path });
        await database.WriteAsync(session => session.Execute("create table rows (id integer primary key)"));
        return database;
    }

    private async Task InsertAsync(int rows)
    {
        for (var i = 0; i < rows; i++)
        {
            await _database.WriteAsync(session => session.Execute("insert into rows default values"));
        }
    }

    private Task EventuallyArchivedAsync(int rows) => Eventually.TrueAsync(
        async () => await RestoredRowsAsync(RestorePoint.Latest) == rows, $"{rows} rows in the archive");

    private async Task EveryLineageIsAPrefixAsync()
    {
        var names = await _target.ListAsync("appdb/lineages/", default);
        foreach (var lineage in names.Select(stored => stored.Name.Split('/')[2]).Distinct())
        {
            var last = names.Select(stored => ArchiveNames.ReadSegment(stored.Name)).Where(segment => segment?.Lineage == lineage).Max(segment => segment?.Last) ?? 0;
            await RestoredRowsAsync(RestorePoint.Commit(lineage, last));
        }
    }

    private async Task<long> RestoredRowsAsync(RestorePoint point)
    {
        var path = _folder.File($"{Guid.NewGuid():n}.db");
        await _archive.RestoreAsync(point, path);
        await using var database = Database.Open(new DatabaseOptions { Path = path });
        var (count, max) = await database.ReadAsync(session => (session.QueryInt64("select count(*) from rows"), session.QueryInt64("select coalesce(max(id), 0) from rows")));
        Assert.Equal(count, max);
        return count;
    }

    /// <summary>With all times, as an image of a disk has them, and with the lock file, which .NET would not open.</summary>
    private static void Copy(string from, string to)
    {
        using var copy = Process.Start("cp", ["-a", from, to]);
        copy.WaitForExit();
        Assert.Equal(0, copy.ExitCode);
    }
}
