using System.Diagnostics;
using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Restore;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage;

public sealed class InPlaceRestoreTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private Database _database = null!;
    private Archive _archive = null!;

    private string DatabasePath => _folder.File("data/app.db");

    public async ValueTask InitializeAsync()
    {
        _database = Database.Open(new DatabaseOptions { Path = DatabasePath });
        await _database.WriteAsync(session => session.Execute("create table t (a integer)"));
        await SetAsync(1);
        _archive = await Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(_folder.File("archive")) });
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task RestoreInPlace_WhileReadersRead_EachSeesTheOldOrTheNewContent()
    {
        var backup = await _archive.TakeSnapshotAsync(DatabasePath);
        await SetAsync(2);
        using var stop = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            var seen = new HashSet<string>();
            do
            {
                seen.Add(await _database.ReadAsync(session => $"{session.QueryInt64("select min(a) from t")}-{session.QueryInt64("select max(a) from t")}"));
            }
            while (!stop.IsCancellationRequested);
            return seen;
        });

        var result = await _archive.RestoreInPlaceAsync(RestorePoint.Backup(backup.Id), DatabasePath, _folder.Path);

        Assert.Equal(1, await ValueAsync());
        await stop.CancelAsync();
        Assert.Subset(new HashSet<string> { "1-1", "2-2" }, await reading);
        Assert.Equal(BackupState.Verified, result.Safety.State);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task RestoreInPlace_OfItsUndo_UndoesIt()
    {
        var backup = await _archive.TakeSnapshotAsync(DatabasePath);
        await SetAsync(2);

        var done = await _archive.RestoreInPlaceAsync(RestorePoint.Backup(backup.Id), DatabasePath, _folder.Path);
        await _archive.RestoreInPlaceAsync(RestorePoint.Named(done.Undo), DatabasePath, _folder.Path);

        Assert.Equal(2, await ValueAsync());
        Assert.Equal(1, await _database.WriteAsync(session => session.Execute("insert into t values (2)")));
    }

    /// <summary>A write at the last moment at which one is possible: it waits for nothing, and the undo has it.</summary>
    [Fact]
    public async Task RestoreInPlace_WritersGoOnWhileTheSafetyPointIsProven_UndoHasWhatTheyWrote()
    {
        var backup = await _archive.TakeSnapshotAsync(DatabasePath);
        var progress = new Told<RestoreProgress>(told =>
        {
            if (told.Phase == RestorePhase.Locking)
            {
                SetAsync(3).GetAwaiter().GetResult();
            }
        });

        var done = await _archive.RestoreInPlaceAsync(RestorePoint.Backup(backup.Id), DatabasePath, _folder.Path, progress: progress);

        Assert.Equal(1, await ValueAsync());
        await _archive.RestoreInPlaceAsync(RestorePoint.Named(done.Undo), DatabasePath, _folder.Path);
        Assert.Equal(3, await ValueAsync());
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task RestoreInPlace_WhileFollowed_IsOneMoreCommitOfTheLineage()
    {
        await using var follower = _archive.Follow(DatabasePath);
        await FollowerWaits.ReachAsync(follower);
        await SetAsync(2);
        await FollowerWaits.ReachAsync(follower);
        var lineage = follower.Status.Lineage!;

        await _archive.RestoreInPlaceAsync(RestorePoint.Commit(lineage, 0), DatabasePath, _folder.Path);
        await FollowerWaits.ReachAsync(follower);

        Assert.Equal((lineage, 2L), (follower.Status.Lineage, follower.Status.Position));
        await _archive.RestoreInPlaceAsync(RestorePoint.Commit(lineage, 1), DatabasePath, _folder.Path);
        Assert.Equal(2, await ValueAsync());
    }

    /// <summary>The undo's history and the follower's both have these commits; the undo's saw them later.</summary>
    [Fact]
    public async Task Restore_AtBetweenTwoCommitsBeforeTheLock_GivesTheFirstOfThem()
    {
        await using var follower = _archive.Follow(DatabasePath);
        await FollowerWaits.ReachAsync(follower);
        var backup = (await _archive.ListAsync())[0];
        var between = DateTimeOffset.MinValue;
        var progress = new Told<RestoreProgress>(told =>
        {
            if (told.Phase == RestorePhase.Locking)
            {
                WriteTwiceAsync().GetAwaiter().GetResult();
            }
        });

        await _archive.RestoreInPlaceAsync(RestorePoint.Backup(backup.Id), DatabasePath, _folder.Path, progress: progress);

        await _archive.RestoreAsync(RestorePoint.At(between), _folder.File("between.db"));
        await RestoreByScriptAsync(between, _folder.File("script.db"));
        foreach (var name in (string[])["between.db", "script.db"])
        {
            await using var restored = Database.Open(new DatabaseOptions { Path = _folder.File(name) });
            Assert.Equal(2, await restored.ReadAsync(session => session.QueryInt64("select a from t limit 1")));
        }

        async Task WriteTwiceAsync()
        {
            await SetAsync(2);
            await FollowerWaits.ReachAsync(follower);
            between = follower.Status.CommitAt!.Value;
            await FollowerWaits.UntilAsync(() => DateTimeOffset.UtcNow > between.AddMilliseconds(1)); // times are whole milliseconds
            await SetAsync(3);
            await FollowerWaits.ReachAsync(follower);
        }
    }

    [Fact]
    public async Task RestoreInPlace_MoreWrittenThanTheWalMayHold_IsGivenUpAndKeepsTheContent()
    {
        var backup = await _archive.TakeSnapshotAsync(DatabasePath);
        await SetAsync(2);
        var progress = new Told<RestoreProgress>(told =>
        {
            if (told.Phase == RestorePhase.Locking)
            {
                _database.WriteAsync(session => session.Execute("insert into t values (zeroblob(3000000))")).AsTask().GetAwaiter().GetResult();
            }
        });

        var failure = await Assert.ThrowsAsync<StorageException>(() => _archive.RestoreInPlaceAsync(
            RestorePoint.Backup(backup.Id), DatabasePath, _folder.Path, new InPlaceOptions { MaxWalBytes = 1_000_000 }, progress));

        Assert.Contains("The WAL passed", failure.Why, StringComparison.Ordinal);
        Assert.Equal(2, await ValueAsync());
        Assert.Empty(await _archive.PointsAsync());
        Assert.Empty(Directory.GetFiles(_folder.Path));
        await SetAsync(4);
        Assert.Equal(4, await ValueAsync());
    }

    [Fact]
    public async Task RestoreInPlace_DamagedBackup_KeepsTheContent()
    {
        var backup = await _archive.TakeSnapshotAsync(DatabasePath);
        await SetAsync(2);
        var file = Path.Combine(_archive.WorkFolder, backup.ObjectName);
        var content = await File.ReadAllBytesAsync(file);
        content[content.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(file, content);

        await Assert.ThrowsAsync<StorageException>(() => _archive.RestoreInPlaceAsync(RestorePoint.Backup(backup.Id), DatabasePath, _folder.Path));

        Assert.Equal(2, await ValueAsync());
    }

    private async Task RestoreByScriptAsync(DateTimeOffset time, string path)
    {
        var python = Prerequisite.FindProgram("python3") ?? Prerequisite.Missing("Python 3 is not installed", "sudo apt-get install python3");
        using var process = Process.Start(new ProcessStartInfo(
            python, [Path.Combine(RepositoryRoot.Path, "docs/restore.py"), _archive.WorkFolder, "appdb", path, ArchiveTime.Text(time)]) { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }

    private async Task SetAsync(int value) => await _database.WriteAsync(session =>
    {
        session.Execute("delete from t");
        return session.Execute(
            "insert into t with recursive c(i) as (select 1 union all select i + 1 from c where i < 5000) select ?1 from c", value);
    });

    private ValueTask<long> ValueAsync() => _database.ReadAsync(session => session.QueryInt64("select a from t limit 1"));
}
