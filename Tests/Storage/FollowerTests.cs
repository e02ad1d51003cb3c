using System.Diagnostics;
using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Following;
using Belfry.Storage.Restore;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage;

/// <summary>
/// The oracle of these tests: the n-th commit inserts row n, so a restored state is right exactly when it holds rows 1 to n for some n: a prefix of the
/// commit order.
/// </summary>
public sealed class FollowerTests : IAsyncLifetime
{
    private static readonly FollowerOptions Quick = new() { Interval = TimeSpan.FromMilliseconds(5), CheckpointBytes = 200 << 10 };

    private readonly TempFolder _folder = new();
    private Database _database = null!;
    private Archive _archive = null!;
    private long _rows;

    private string DatabasePath => _folder.File("data/app.db");

    public async ValueTask InitializeAsync()
    {
        _database = Database.Open(new DatabaseOptions { Path = DatabasePath });
        await _database.WriteAsync(session => session.Execute("create table rows (id integer primary key, filler blob)"));
        _archive = await Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(_folder.File("archive")) });
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Follow_LiveDatabase_EveryCommitCanBeRestored()
    {
        await using (var follower = _archive.Follow(DatabasePath, Quick))
        {
            await FollowerWaits.ReachAsync(follower);
            await InsertAsync(60);
        }

        var plan = await _archive.PlanAsync(RestorePoint.Latest);
        for (var position = 0; position <= 60; position += 7)
        {
            Assert.Equal(position, await RestoredRowsAsync(RestorePoint.Commit(plan.Lineage, position)));
        }

        Assert.Equal(60, await RestoredRowsAsync(RestorePoint.Latest));
    }

    [Fact]
    public async Task LookNow_OnceItsLookIsDone_TheArchiveHoldsWhatWasCommittedBefore()
    {
        await using var follower = _archive.Follow(DatabasePath, Quick);
        await FollowerWaits.ReachAsync(follower);
        for (var i = 1; i <= 20; i++)
        {
            await InsertAsync(1);
            var look = follower.LookNow();
            await FollowerWaits.UntilAsync(() => follower.Status.Look >= look);

            Assert.Equal(i, follower.Status.Position);
        }
    }

    [Fact]
    public async Task Follow_ManyCheckpoints_LosesNothingAndKeepsTheWalSmall()
    {
        await using (var follower = _archive.Follow(DatabasePath, Quick))
        {
            await FollowerWaits.ReachAsync(follower);
            for (var i = 0; i < 20; i++)
            {
                await InsertAsync(40);
                await FollowerWaits.ReachAsync(follower);
            }

            Assert.Equal("It is the first one of this follower.", follower.Status.LineageReason);
        }

        Assert.InRange(new FileInfo(DatabasePath + "-wal").Length, 0, 4 << 20);
        Assert.Single(Directory.GetDirectories(Path.Combine(_archive.WorkFolder, "appdb/lineages")));
        Assert.Equal(800, await RestoredRowsAsync(RestorePoint.Latest));
    }

    [Fact]
    public async Task Follow_Restarted_GoesOnInTheSameLineage()
    {
        for (var i = 0; i < 4; i++)
        {
            await using var follower = _archive.Follow(DatabasePath, Quick);
            await FollowerWaits.ReachAsync(follower);
            await InsertAsync(10);
        }

        await InsertAsync(10); // while nobody follows
        await using (var follower = _archive.Follow(DatabasePath, Quick))
        {
            await FollowerWaits.ReachAsync(follower);
        }

        Assert.Single(Directory.GetDirectories(Path.Combine(_archive.WorkFolder, "appdb/lineages")));
        Assert.Equal(50, await RestoredRowsAsync(RestorePoint.Latest));
    }

    [Fact]
    public async Task Follow_EverythingStoppedAndStarted_GoesOnByTheChecksum()
    {
        for (var i = 0; i < 3; i++)
        {
            await using (var follower = _archive.Follow(DatabasePath, Quick))
            {
                await FollowerWaits.ReachAsync(follower);
                await InsertAsync(5);
            }

            await _database.DisposeAsync();
            Assert.False(File.Exists(DatabasePath + "-wal"));
            _database = Database.Open(new DatabaseOptions { Path = DatabasePath });
        }

        Assert.Single(Directory.GetDirectories(Path.Combine(_archive.WorkFolder, "appdb/lineages")));
        Assert.Equal(15, await RestoredRowsAsync(RestorePoint.Latest));
    }

    /// <summary>So it is when the disk is slow: a commit is published only after an fsync, long after the last change of the file.</summary>
    [Fact]
    public async Task Follow_WalWithoutANewTimeStamp_SeesTheCommit()
    {
        await InsertAsync(50);
        var wal = new FileInfo(DatabasePath + "-wal") { LastWriteTimeUtc = DateTime.UtcNow.AddHours(-1) };
        var (still, inserted) = (wal.LastWriteTimeUtc, 0);
        await using (var follower = _archive.Follow(DatabasePath, new FollowerOptions { Interval = TimeSpan.FromMilliseconds(100), CheckpointBytes = 1 }))
        {
            long length;
            do
            {
                Assert.InRange(inserted, 0, 50);
                await FollowerWaits.ReachAsync(follower);
                wal.Refresh();
                length = wal.Length;
                await InsertAsync(1);
                inserted++;
                wal.LastWriteTimeUtc = still;
                wal.Refresh();
            }
            while (wal.Length != length); // until it overwrote the first frames of the WAL, which the follower has checkpointed by then

            await FollowerWaits.ReachAsync(follower);
            Assert.Equal(inserted, follower.Status.Position);
        }

        Assert.Equal(50 + inserted, await RestoredRowsAsync(RestorePoint.Latest));
    }

    [Fact]
    public async Task TakeSnapshot_WhileFollowing_IsAPositionOfTheLineage()
    {
        await using var follower = _archive.Follow(DatabasePath, Quick);
        await FollowerWaits.ReachAsync(follower);
        await InsertAsync(20);
        var writing = Task.Run(() => InsertAsync(200));
        var backup = await follower.TakeSnapshotAsync();
        await writing;
        await FollowerWaits.ReachAsync(follower);

        Assert.Single(Directory.GetDirectories(Path.Combine(_archive.WorkFolder, "appdb/lineages")));
        Assert.InRange(await RestoredRowsAsync(RestorePoint.Backup(backup.Id)), 20, 220);
        Assert.Equal(BackupState.Verified, (await _archive.VerifyAsync(backup.Id, _folder.Path)).State);
        var plan = await _archive.PlanAsync(RestorePoint.Latest);
        Assert.Equal(backup.ObjectName, plan.Snapshot);
        Assert.Equal(220, await RestoredRowsAsync(RestorePoint.Latest));
    }

    [Fact]
    public async Task Restore_ToAMoment_IsThePrefixCommittedThen()
    {
        await using (var follower = _archive.Follow(DatabasePath, Quick))
        {
            await FollowerWaits.ReachAsync(follower);
            await InsertAsync(10);
            await FollowerWaits.ReachAsync(follower);
            var moment = DateTimeOffset.UtcNow;
            await Task.Delay(20);
            await InsertAsync(10);
            await FollowerWaits.ReachAsync(follower);

            Assert.Equal(10, await RestoredRowsAsync(RestorePoint.At(moment)));
        }

        var before = await Assert.ThrowsAsync<StorageException>(() => _archive.PlanAsync(RestorePoint.At(DateTimeOffset.UtcNow.AddDays(-1))));
        Assert.Equal(StorageError.NotFound, before.Error);
    }

    [Fact]
    public async Task StandAloneScript_ByTheSpecification_RestoresTheSameFile()
    {
        var python = ((string[])["/usr/bin/python3", "/usr/local/bin/python3"]).FirstOrDefault(File.Exists);
        Assert.SkipWhen(python is null, "Python 3 is missing: apt-get install python3");
        await using (var follower = _archive.Follow(DatabasePath, Quick))
        {
            await FollowerWaits.ReachAsync(follower);
            await InsertAsync(30);
        }

        await _archive.RestoreAsync(RestorePoint.Latest, _folder.File("ours.db"));
        var script = Path.Combine(RepositoryRoot.Path, "docs/restore.py");
        using var process = Process.Start(new ProcessStartInfo(python!, [script, _archive.WorkFolder, "appdb", _folder.File("theirs.db")]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal((0, true), (process.ExitCode, output.Contains("integrity_check: ok", StringComparison.Ordinal)));
        Assert.Equal(await File.ReadAllBytesAsync(_folder.File("ours.db")), await File.ReadAllBytesAsync(_folder.File("theirs.db")));
    }

    private async Task InsertAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await _database.WriteAsync(session => session.Execute("insert into rows values (?1, randomblob(500))", ++_rows));
        }
    }

    /// <summary>Restores a point and returns how many rows it holds, having checked that they are a prefix.</summary>
    private async Task<long> RestoredRowsAsync(RestorePoint point)
    {
        var path = _folder.File("restored.db");
        File.Delete(path);
        await _archive.RestoreAsync(point, path);
        await using var restored = Database.Open(new DatabaseOptions { Path = path });
        var (count, last) = await restored.ReadAsync(session =>
            session.QueryFirstOrDefault("select count(*), coalesce(max(id), 0) from rows", row => (row.GetInt64(0), row.GetInt64(1))));
        Assert.Equal(last, count);
        return count;
    }
}
